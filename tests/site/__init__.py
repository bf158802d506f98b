"""Pages and PDFs as readers have them."""
