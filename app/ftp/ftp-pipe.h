/* The control channel: commands out, replies in, and the queue of replies that are owed. It gives pipelining, and cancellation
 * that keeps the connection: what nobody waits for any more is drained before the next command. It knows no verb's meaning. */
#pragma once

#include "ftp-command.h"
#include "ftp-reply.h"
#include "net-stream.h"
#include "remote-talk.h"

G_BEGIN_DECLS

typedef struct _WaybillFtpPipe WaybillFtpPipe;

WaybillFtpPipe   *waybill_ftp_pipe_new       (WaybillNetStream        *stream,
                                              WaybillRemoteTalk       *talk);
void              waybill_ftp_pipe_free      (WaybillFtpPipe          *self);
/* charset: (nullable) what names are in, both ways. */
void              waybill_ftp_pipe_set_charset (WaybillFtpPipe        *self,
                                              const char              *charset);
gboolean          waybill_ftp_pipe_can_say   (WaybillFtpPipe          *self,
                                              const char              *argument);
WaybillNetStream *waybill_ftp_pipe_get_stream (WaybillFtpPipe         *self);
WaybillNetStream *waybill_ftp_pipe_steal_stream (WaybillFtpPipe       *self);
void              waybill_ftp_pipe_set_stream (WaybillFtpPipe         *self,
                                               WaybillNetStream       *stream);
gboolean          waybill_ftp_pipe_is_alive  (WaybillFtpPipe          *self);
void              waybill_ftp_pipe_give_up  (WaybillFtpPipe          *self);
gboolean          waybill_ftp_pipe_is_empty  (WaybillFtpPipe          *self);
void              waybill_ftp_pipe_set_window (WaybillFtpPipe         *self,
                                               guint                   window);
gboolean          waybill_ftp_pipe_settle    (WaybillFtpPipe          *self,
                                              GCancellable            *cancellable,
                                              GError                 **error);
void              waybill_ftp_pipe_expect    (WaybillFtpPipe          *self);
gboolean          waybill_ftp_pipe_send      (WaybillFtpPipe          *self,
                                              const WaybillFtpCommand *command,
                                              GCancellable            *cancellable,
                                              GError                 **error);
gboolean          waybill_ftp_pipe_send_group (WaybillFtpPipe         *self,
                                              const WaybillFtpCommand *commands,
                                              guint                    n_commands,
                                              GCancellable            *cancellable,
                                              GError                 **error);
void              waybill_ftp_pipe_forgive   (WaybillFtpPipe          *self);
void              waybill_ftp_pipe_expect_echo (WaybillFtpPipe        *self);
guint             waybill_ftp_pipe_get_owed  (WaybillFtpPipe          *self);
WaybillFtpReply  *waybill_ftp_pipe_read_final (WaybillFtpPipe         *self,
                                              GCancellable            *cancellable,
                                              GError                 **error);
WaybillFtpReply  *waybill_ftp_pipe_read      (WaybillFtpPipe          *self,
                                              GCancellable            *cancellable,
                                              GError                 **error);
gboolean          waybill_ftp_pipe_read_within (WaybillFtpPipe        *self,
                                              gint64                   microseconds,
                                              WaybillFtpReply        **reply,
                                              GCancellable            *cancellable,
                                              GError                 **error);
gboolean          waybill_ftp_pipe_try_read  (WaybillFtpPipe          *self,
                                              WaybillFtpReply        **reply,
                                              GError                 **error);
WaybillFtpReply  *waybill_ftp_pipe_command   (WaybillFtpPipe          *self,
                                              const char              *verb,
                                              const char              *argument,
                                              GCancellable            *cancellable,
                                              GError                 **error);
gboolean          waybill_ftp_pipe_exchange  (WaybillFtpPipe          *self,
                                              const WaybillFtpCommand *commands,
                                              guint                    n_commands,
                                              WaybillFtpReply        **replies,
                                              GCancellable            *cancellable,
                                              GError                 **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WaybillFtpPipe, waybill_ftp_pipe_free)

G_END_DECLS
