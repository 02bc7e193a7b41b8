from django.urls import path

from employees.views import account, employee, history, role, staff_import, unit

app_name = "employees"

urlpatterns = [
    path("", employee.EmployeeListView.as_view(), name="employee-list"),
    path("create/", employee.EmployeeCreateView.as_view(), name="employee-create"),
    path("me/", employee.EmployeeMeView.as_view(), name="employee-me"),
    path("<int:pk>/", employee.EmployeeDetailView.as_view(), name="employee-detail"),
    path("<int:pk>/changes/", employee.EmployeeChangesView.as_view(), name="employee-changes"),
    path("<int:pk>/looks/", employee.EmployeeLooksView.as_view(), name="employee-looks"),
    path("<int:pk>/nik/", employee.employee_nik, name="employee-nik"),
    path("<int:pk>/correct/", employee.EmployeeCorrectView.as_view(), name="employee-correct"),
    path("<int:pk>/transfer/", history.EmployeeTransferView.as_view(), name="employee-transfer"),
    path("<int:pk>/rank/", history.RankCreateView.as_view(), name="rank-create"),
    path("<int:pk>/acting/", history.ActingCreateView.as_view(), name="acting-create"),
    path("ranks/<int:pk>/correct/", history.RankCorrectView.as_view(), name="rank-correct"),
    path("assignments/<int:pk>/correct/", history.PositionCorrectView.as_view(), name="position-correct"),
    path("units/", unit.UnitListView.as_view(), name="unit-list"),
    path("units/create/", unit.UnitCreateView.as_view(), name="unit-create"),
    path("units/<int:pk>/", unit.UnitDetailView.as_view(), name="unit-detail"),
    path("units/<int:pk>/edit/", unit.UnitEditView.as_view(), name="unit-edit"),
    path("units/<int:pk>/positions/create/", unit.PositionCreateView.as_view(), name="position-create"),
    path("import/", staff_import.ImportListView.as_view(), name="import-list"),
    path("import/create/", staff_import.ImportCreateView.as_view(), name="import-create"),
    path("import/template/", staff_import.import_template, name="import-template"),
    path("import/<int:pk>/", staff_import.ImportDetailView.as_view(), name="import-detail"),
    path("import/<int:pk>/columns/", staff_import.ImportColumnsView.as_view(), name="import-columns"),
    path("import/<int:pk>/sheet/", staff_import.import_sheet, name="import-sheet"),
    path("import/<int:pk>/confirm/", staff_import.import_confirm, name="import-confirm"),
    path("import/<int:pk>/discard/", staff_import.import_discard, name="import-discard"),
    path("import/<int:pk>/bad-rows/", staff_import.import_bad_rows, name="import-bad-rows"),
    path("import/<int:pk>/undo/", staff_import.ImportUndoView.as_view(), name="import-undo"),
    path("roles/", role.RoleListView.as_view(), name="role-list"),
    path("roles/create/", role.RoleCreateView.as_view(), name="role-create"),
    path("roles/<int:pk>/end/", role.RoleEndView.as_view(), name="role-end"),
    path("accounts/", account.AccountListView.as_view(), name="account-list"),
    path("accounts/create/", account.AccountCreateView.as_view(), name="account-create"),
    path("accounts/<int:pk>/close/", account.AccountStateView.as_view(), name="account-close"),
    path("accounts/<int:pk>/open/", account.AccountStateView.as_view(active=True), name="account-open"),
]
