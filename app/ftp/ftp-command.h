/* What is sent on the control channel. The one constructor of command lines: it refuses what would be two commands. */
#pragma once

#include "base-charset.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Borrowed for a call. */
typedef struct
{
  const char *verb;
  const char *argument; /* (nullable) */
  gboolean    secret;   /* the argument is shown as a mask */
} WaybillFtpCommand;

/* charset: (nullable) of names. */
char *waybill_ftp_command_build    (const WaybillFtpCommand *self,
                                    WaybillBaseCharset      *charset,
                                    GError                 **error);
char *waybill_ftp_command_dup_shown (const WaybillFtpCommand *self);

G_END_DECLS
