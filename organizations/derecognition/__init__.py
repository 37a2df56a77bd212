"""認可の取消し: grounds, evidence, the organization's own word, the posts, the letter; the register follows."""
