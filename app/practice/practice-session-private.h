/* What the files of one conversation share: its state, its replies, its data channel. Not for other layers. */
#pragma once

#include "base-bytes.h"
#include "net-listen.h"
#include "practice-session.h"

G_BEGIN_DECLS

#define WAYBILL_PRACTICE_IDLE (5 * 60 * G_USEC_PER_SEC)
#define WAYBILL_PRACTICE_PATIENCE (30 * G_USEC_PER_SEC)

typedef struct
{
  const WaybillPracticeHost *host;
  WaybillNetStream *control;
  GCancellable *cancellable;
  WaybillBaseBytes *input;
  gboolean over;      /* the conversation ends after this command */
  gboolean secure;    /* TLS on the control connection */
  gboolean logged_in;
  gboolean sized;     /* PBSZ was given, RFC 2228 */
  gboolean private_data;
  gboolean ascii;
  gboolean extended_only; /* EPSV ALL, RFC 2428 */
  gboolean aborted;       /* the data channel ended by the client's ABOR */
  guint n_failures;
  char *client; /* fingerprint of the certificate shown */
  char *user;
  char *folder;
  char *rename_from;
  goffset restart;
  WaybillNetListener *passive;
} WaybillPracticeSession;

void              waybill_practice_session_reply     (WaybillPracticeSession *self,
                                                      int                     code,
                                                      const char             *format,
                                                      ...) G_GNUC_PRINTF (3, 4);
void              waybill_practice_session_send      (WaybillPracticeSession *self,
                                                      const char             *lines);
void              waybill_practice_session_reply_errno (WaybillPracticeSession *self,
                                                      int                     code,
                                                      const char             *path);
char             *waybill_practice_session_resolve   (WaybillPracticeSession *self,
                                                      const char             *name,
                                                      int                     code);
gboolean          waybill_practice_session_start_tls (WaybillPracticeSession *self);
gboolean          waybill_practice_session_watch     (WaybillPracticeSession *self);

/* practice-verbs.c */
void              waybill_practice_verbs_run         (WaybillPracticeSession *self,
                                                      char                   *line);

/* practice-names.c */
void              waybill_practice_names_pwd          (WaybillPracticeSession *self,
                                                      const char             *argument);
void              waybill_practice_names_cwd          (WaybillPracticeSession *self,
                                                      const char             *argument);
void              waybill_practice_names_cdup         (WaybillPracticeSession *self,
                                                      const char             *argument);
void              waybill_practice_names_size         (WaybillPracticeSession *self,
                                                      const char             *argument);
void              waybill_practice_names_mdtm         (WaybillPracticeSession *self,
                                                      const char             *argument);
void              waybill_practice_names_mfmt         (WaybillPracticeSession *self,
                                                      const char             *argument);
void              waybill_practice_names_dele         (WaybillPracticeSession *self,
                                                      const char             *argument);
void              waybill_practice_names_rmd          (WaybillPracticeSession *self,
                                                      const char             *argument);
void              waybill_practice_names_mkd          (WaybillPracticeSession *self,
                                                      const char             *argument);
void              waybill_practice_names_rnfr         (WaybillPracticeSession *self,
                                                      const char             *argument);
void              waybill_practice_names_rnto         (WaybillPracticeSession *self,
                                                      const char             *argument);

/* practice-data.c */
void              waybill_practice_data_epsv         (WaybillPracticeSession *self,
                                                      const char             *argument);
void              waybill_practice_data_pasv         (WaybillPracticeSession *self,
                                                      const char             *argument);
WaybillNetStream *waybill_practice_data_open         (WaybillPracticeSession *self,
                                                      const char             *what);
gboolean          waybill_practice_data_write        (WaybillPracticeSession *self,
                                                      WaybillNetStream       *data,
                                                      const char             *bytes,
                                                      gsize                   length);
WaybillNetIo      waybill_practice_data_read         (WaybillPracticeSession *self,
                                                      WaybillNetStream       *data,
                                                      char                   *buffer,
                                                      gsize                   length,
                                                      gsize                  *done);
gboolean          waybill_practice_data_finish       (WaybillPracticeSession *self,
                                                      WaybillNetStream       *data);

/* practice-transfer.c */
void              waybill_practice_transfer_retr     (WaybillPracticeSession *self,
                                                      const char             *argument);
void              waybill_practice_transfer_stor     (WaybillPracticeSession *self,
                                                      const char             *argument);
void              waybill_practice_transfer_appe     (WaybillPracticeSession *self,
                                                      const char             *argument);

/* practice-listing.c */
void              waybill_practice_listing_list      (WaybillPracticeSession *self,
                                                      const char             *argument);
void              waybill_practice_listing_nlst      (WaybillPracticeSession *self,
                                                      const char             *argument);
void              waybill_practice_listing_mlsd      (WaybillPracticeSession *self,
                                                      const char             *argument);
void              waybill_practice_listing_mlst      (WaybillPracticeSession *self,
                                                      const char             *argument);

G_END_DECLS
