"""まとめて起案: one 起案 for many cases of a kind, which says what waits, what keeps one back and how one is moved."""

from staff.joint.forms import JointForm
from staff.joint.group import Candidate, Column, Group
from staff.joint.page import joint_page

__all__ = ["Candidate", "Column", "Group", "JointForm", "joint_page"]
