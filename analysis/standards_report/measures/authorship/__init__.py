"""Who writes documents: authors by country under two rules, by employer, and doubtful cases.

Names of persons never come in; employers come under the names of reviewed tables alone.
"""
