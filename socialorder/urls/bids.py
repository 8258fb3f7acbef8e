from django.urls import path

from socialorder.views import bids, deciding, keys, openings

urlpatterns = [
    path("my-key/", keys.holder_key, name="holder-key"),
    path("bids/<int:pk>/", bids.bid_detail, name="bid-detail"),
    path("bids/<int:pk>/edit/", bids.bid_edit, name="bid-edit"),
    path("bids/<int:pk>/autosave/", bids.bid_autosave, name="bid-autosave"),
    path("bids/<int:pk>/key/", bids.bid_unlock, name="bid-unlock"),
    path("bids/<int:pk>/new-key/", bids.bid_begin_anew, name="bid-begin-anew"),
    path("bids/<int:pk>/files/add/", bids.bid_file_add, name="bid-file-add"),
    path("bids/<int:pk>/files/<slug:number>/remove/", bids.bid_file_remove, name="bid-file-remove"),
    path("bids/<int:pk>/files/<slug:number>/", openings.bid_file, name="bid-file"),
    path("bids/<int:pk>/seal/", bids.bid_seal, name="bid-seal"),
    path("bids/<int:pk>/withdraw/", bids.bid_withdraw, name="bid-withdraw"),
    path("bids/<int:pk>/judge/", openings.bid_judge, name="bid-judge"),
    path("flags/<int:pk>/", openings.flag_decide, name="flag-decide"),
    path("tenders/<slug:slug>/lots/<int:number>/bid/", bids.bid_begin, name="bid-begin"),
    path("tenders/<slug:slug>/key/", keys.tender_key, name="tender-key"),
    path("tenders/<slug:slug>/key/make/", keys.key_make, name="key-make"),
    path("tenders/<slug:slug>/key/lost/<int:number>/", keys.share_lost, name="share-lost"),
    path("tenders/<slug:slug>/key/hand-over/<slug:purpose>/", keys.share_hand_over, name="share-hand-over"),
    path("tenders/<slug:slug>/key/replace/", keys.share_replace, name="share-replace"),
    path("tenders/<slug:slug>/open/", openings.tender_open, name="tender-open"),
    path("tenders/<slug:slug>/decide/", deciding.tender_decide, name="tender-decide"),
    path("tenders/<slug:slug>/lots/<int:number>/evaluate/", deciding.lot_evaluate, name="lot-evaluate"),
    path("tenders/<slug:slug>/protocol/", openings.opening_detail, name="opening-detail"),
    path("tenders/<slug:slug>/protocol.json", openings.opening_download, name="opening-download"),
]
