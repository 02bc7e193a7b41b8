"""What the tests of this folder share."""

OFFICE = ["hr_officer", "training_coordinator", "head_of_agency", "auditor"]


STAFF = ["employee", "colleague", "supervisor"]
