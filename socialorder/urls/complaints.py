from django.urls import path

from socialorder.views import complaints, reviewing

urlpatterns = [
    path("complaints/", complaints.complaint_list, name="complaint-list"),
    path("complaints/reviewers/", reviewing.reviewer_list, name="reviewer-list"),
    path("complaints/reviewers/<int:pk>/end/", reviewing.reviewer_end, name="reviewer-end"),
    path("complaints/<int:pk>/", complaints.complaint_detail, name="complaint-detail"),
    path("complaints/<int:pk>/admit/", reviewing.complaint_admit, name="complaint-admit"),
    path("complaints/<int:pk>/return/", reviewing.complaint_return, name="complaint-return"),
    path("complaints/<int:pk>/say/", complaints.complaint_say, name="complaint-say"),
    path("complaints/<int:pk>/decide/", reviewing.complaint_decide, name="complaint-decide"),
    path("complaints/<int:pk>/withdraw/", complaints.complaint_withdraw, name="complaint-withdraw"),
    path("complaints/<int:pk>/files/add/", complaints.complaint_file_add, name="complaint-file-add"),
    path("complaints/<int:pk>/files/<int:number>/", complaints.complaint_file, name="complaint-file"),
    path("complaints/<int:pk>/files/<int:number>/clear/", reviewing.complaint_file_clear, name="complaint-file-clear"),
    path("complaints/<int:pk>/words/<int:number>/hide/", reviewing.complaint_word_hide, name="complaint-word-hide"),
    path("tenders/<slug:slug>/complain/", complaints.complaint_make, name="complaint-make"),
]
