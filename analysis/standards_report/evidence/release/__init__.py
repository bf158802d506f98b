"""What an edition hands to others: data package, manifest, crate and metadata.

Nothing here renders or computes a result.
"""
