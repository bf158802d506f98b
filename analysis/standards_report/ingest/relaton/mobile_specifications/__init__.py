"""3GPP's specifications: counts by release, and their rapporteurs by the employer's country.

An employer's name comes from a reviewed table alone; the name of a person never comes in.
"""
