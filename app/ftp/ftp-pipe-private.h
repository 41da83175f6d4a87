/* What the two halves of the control channel share. */
#pragma once

#include "ftp-pipe.h"

G_BEGIN_DECLS

struct _WaybillFtpPipe
{
  WaybillNetStream *stream;
  WaybillBaseBytes *received;
  WaybillFtpReplyParser *parser;
  WaybillRemoteTalk *talk; /* (nullable) the session's */
  WaybillBaseCharset *charset; /* (nullable) of names */
  guint owed;              /* final replies still to come, also those that nobody waits for any more */
  guint window;            /* how many commands may be on their way: 1 after a server once answered oddly */
  guint unasked;
  gboolean echoes;         /* a transfer was broken off: its end may be said once more */
  guint early; /* 1xx since the last final reply */
  gboolean dead;
};

gboolean waybill_ftp_pipe_set_lost (WaybillFtpPipe *self, GError **error);

G_END_DECLS
