"""The PDF of an edition: Pandoc writes Typst, Typst sets it. Nothing here knows HTML pages."""
