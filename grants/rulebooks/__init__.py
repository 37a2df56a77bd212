"""制度の定めを1つの文書として: written, read, adopted by the posts, kept version by version."""
