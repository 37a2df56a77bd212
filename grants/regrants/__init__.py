"""地域の中での再交付: an organization hands parts of its lump sum on to groups of its area, by the same verbs."""
