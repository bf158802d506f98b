"""The report's own steps: what is computed, rendered and published, in which order, and what each
step reads. No Markdown, HTML or Typst is written here; a step calls the room that does.
"""
