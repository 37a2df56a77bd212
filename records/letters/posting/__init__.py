"""発送: a selection of letters as one file in the order of delivery, with list, addresses and labels."""
