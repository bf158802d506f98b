"""How quantities change: growth, ranks, fitted curves. The measures hold for any quantity."""
