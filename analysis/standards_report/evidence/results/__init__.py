"""What an edition computed, in one index: values, figures, tables, findings, and where each comes
from. No Markdown, no HTML and no address of a page.
"""
