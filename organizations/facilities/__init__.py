"""拠点施設: where a community meets. Rooms, equipment, opening, and who has a room when."""
