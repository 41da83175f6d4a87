/* The conversation of a session, for people: what was sent, what came, and remarks, scrubbed of secrets and bounded. Written on the
 * session's worker, read on the main thread; safe for both. Not the log. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_REMOTE_TALK_OURS,   /* a command */
  WAYBILL_REMOTE_TALK_THEIRS, /* a line of a reply */
  WAYBILL_REMOTE_TALK_REMARK, /* what Waybill did or saw: "TLS 1.3 agreed", "Data channel: resumed" */
} WaybillRemoteTalkKind;

#define WAYBILL_REMOTE_TALK_MAX_LINES 5000  /* the oldest go first */
#define WAYBILL_REMOTE_TALK_MAX_LENGTH 1024 /* bytes of one line; longer ones are cut, with an ellipsis */

typedef struct _WaybillRemoteTalk WaybillRemoteTalk;

WaybillRemoteTalk *waybill_remote_talk_new   (void);
WaybillRemoteTalk *waybill_remote_talk_ref   (WaybillRemoteTalk     *self);
void               waybill_remote_talk_unref (WaybillRemoteTalk     *self);
/* Any thread. self: (nullable). text: valid UTF-8 is made of it, controls shown escaped, known secrets masked (base-log). */
void               waybill_remote_talk_add   (WaybillRemoteTalk     *self,
                                              WaybillRemoteTalkKind  kind,
                                              const char            *text);
/* Lent for the call of the function. number: of the line since the beginning, from 0; time: microseconds since 1970. */
typedef void (*WaybillRemoteTalkFunc) (guint64                number,
                                       WaybillRemoteTalkKind  kind,
                                       gint64                 time,
                                       const char            *text,
                                       gpointer               user_data);
/* Calls func for each kept line from number `since` on (those that are gone are passed over); returns the number after the last line.
 * Cheap when there is nothing new: made to be called by a 10 Hz tick. func may not call this object. */
guint64            waybill_remote_talk_read  (WaybillRemoteTalk     *self,
                                              guint64                since,
                                              WaybillRemoteTalkFunc  func,
                                              gpointer               user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillRemoteTalk, waybill_remote_talk_unref)

G_END_DECLS
