"""What pages say of claims, audits, findings and recommendations, as Markdown.

Everything is read from the index; nothing is judged or counted anew here.
"""
