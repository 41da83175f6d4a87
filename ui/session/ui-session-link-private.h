/* The inside of a link, for its two files: ui-session-link.c (a try and the end), -revive.c (a session that was lost). */
#pragma once

#include "ui-session-link.h"

G_BEGIN_DECLS

struct _WaybillUiSessionLink
{
  GObject parent_instance;

  WaybillUiContext *context;
  WaybillPartner *partner;
  WaybillUiQuestion *question;
  WaybillRemoteTalk *talk;

  WaybillUiSessionStage stage;
  GCancellable *cancellable;   /* (nullable) of the try under way */
  WaybillRemoteTarget *target; /* (nullable) of the newest try */
  guint n_wiped;               /* the vault's, when its secrets were looked up */
  WaybillRemote *remote;       /* (nullable) of the newest try, or connected */
  WaybillTransferQueue *queue; /* (nullable) from the first connection to the end */
  GError *error;               /* (nullable) of FAILED */
  gboolean listed;             /* this session has said that it is good */

  GPtrArray *reviving; /* (element-type GTask): who waits for the same reconnection */
  guint n_pending;     /* tries and goodbyes that have not ended */
  GPtrArray *closing;  /* (element-type GTask) */
};

/* A step of a try on its way: the link, and the cancellable that tells whether the try still counts. */
typedef struct
{
  WaybillUiSessionLink *link;
  GCancellable *cancellable;
} WaybillUiSessionTry;

/* The try counts as pending until it is freed. */
WaybillUiSessionTry *waybill_ui_session_try_new        (WaybillUiSessionLink *link);
void                 waybill_ui_session_try_free       (WaybillUiSessionTry  *self);
/* Nobody has given it up. */
gboolean             waybill_ui_session_try_counts     (WaybillUiSessionTry  *self);
void                 waybill_ui_session_link_save      (WaybillUiSessionLink *self,
                                                        const GError         *failure);
/* There is a queue, and a session that has just begun. */
void                 waybill_ui_session_link_lead_queue (WaybillUiSessionLink *self);
/* error: (transfer full). */
void                 waybill_ui_session_link_fail      (WaybillUiSessionLink *self,
                                                        GError               *error);
/* A session that came too late: it says goodbye behind. */
void                 waybill_ui_session_link_send_away (WaybillUiSessionLink *self,
                                                        WaybillRemote        *remote);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillUiSessionTry, waybill_ui_session_try_free)

G_END_DECLS
