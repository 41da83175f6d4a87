/* A remote file's time and permissions: MFMT and its elders, SITE CHMOD. No byte of it moves. */
#pragma once

#include "ftp-session.h"

G_BEGIN_DECLS

/* A command that sets a file's time, for who sends it along with others. */
typedef struct
{
  const char *verb;     /* (nullable) static; NULL: the server has no way to */
  char       *argument; /* (nullable) */
} WaybillFtpTimeCommand;

void     waybill_ftp_attribute_plan_time (WaybillFtpSession *session,
                                         const char         *path,
                                         gint64              mtime,
                                         WaybillFtpTimeCommand *command);
void     waybill_ftp_time_command_clear (WaybillFtpTimeCommand *self);
gboolean waybill_ftp_attribute_set_time (WaybillFtpSession  *session,
                                         const char         *path,
                                         gint64              mtime,
                                         GCancellable       *cancellable,
                                         GError            **error);
gboolean waybill_ftp_attribute_set_mode (WaybillFtpSession  *session,
                                         const char         *path,
                                         guint               mode,
                                         GCancellable       *cancellable,
                                         GError            **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WaybillFtpTimeCommand, waybill_ftp_time_command_clear)

G_END_DECLS
