/* A partner: one saved profile that owns its address, login, certificate and trust list. It holds no secret and no
 * connection; partner-resolve makes a target of it. Main thread. */
#pragma once

#include "remote-target.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_PARTNER_ERROR_NAME,                /* empty, too long, or holds [ ] / or a control */
  WAYBILL_PARTNER_ERROR_VALUE,               /* host, login, folder, fingerprint or pin that cannot be one */
  WAYBILL_PARTNER_ERROR_SETTING,             /* an unknown KEY, or a VALUE that it cannot have */
  WAYBILL_PARTNER_ERROR_FILE,                /* a .partner file that cannot be understood */
  WAYBILL_PARTNER_ERROR_STORE,               /* the folder cannot be read or written */
  WAYBILL_PARTNER_ERROR_NO_SPACE,            /* there is no room for what it is to hold */
  WAYBILL_PARTNER_ERROR_NAME_TAKEN,
  WAYBILL_PARTNER_ERROR_NOT_FOUND,
  WAYBILL_PARTNER_ERROR_AMBIGUOUS,
  WAYBILL_PARTNER_ERROR_CERTIFICATE_MISSING, /* the assigned certificate is not in the store, or has no key */
  WAYBILL_PARTNER_ERROR_PROXY,               /* the proxy has no host, or the desktop names none that can be used */
  WAYBILL_PARTNER_ERROR_SECRET_LOGIN,        /* no password (or account) to be had for the login */
  WAYBILL_PARTNER_ERROR_SECRET_CERTIFICATE,  /* no password, or only wrong ones, for our certificate */
  WAYBILL_PARTNER_ERROR_PIN_WANTED,          /* our certificate is on a card, and nobody told its PIN */
  WAYBILL_PARTNER_ERROR_PIN_WRONG,           /* the card did not take it */
  WAYBILL_PARTNER_ERROR_PIN_LAST,            /* one more wrong one locks the card: what was looked up was not tried */
} WaybillPartnerError;

#define WAYBILL_PARTNER_ERROR (waybill_partner_error_quark ())
GQuark waybill_partner_error_quark (void);

#define WAYBILL_PARTNER_NAME_MAX 255

#define WAYBILL_TYPE_PARTNER (waybill_partner_get_type ())
G_DECLARE_FINAL_TYPE (WaybillPartner, waybill_partner, WAYBILL, PARTNER, GObject)

/* Signal "changed" (no arguments): a setter changed something. */

WaybillPartner        *waybill_partner_new               (const char             *name,
                                                          GError                **error);
/* Everything but UUID and name. */
WaybillPartner        *waybill_partner_copy              (WaybillPartner         *self,
                                                          const char             *name,
                                                          GError                **error);
WaybillPartner        *waybill_partner_new_from_key_file (const char             *uuid,
                                                          GKeyFile               *key_file,
                                                          GError                **error);
/* (transfer full): what was loaded, unknown groups and keys included, with today's values. */
GKeyFile              *waybill_partner_to_key_file       (WaybillPartner         *self);

gboolean               waybill_partner_check_name        (const char             *name,
                                                          GError                **error);

const char            *waybill_partner_get_uuid          (WaybillPartner         *self);
const char            *waybill_partner_get_name          (WaybillPartner         *self);
WaybillRemoteProtocol  waybill_partner_get_protocol      (WaybillPartner         *self); /* FTPS at first */
const char            *waybill_partner_get_host          (WaybillPartner         *self); /* "" at first */
const char            *waybill_partner_get_server_name   (WaybillPartner         *self); /* (nullable) NULL: the host */
guint16                waybill_partner_get_port          (WaybillPartner         *self); /* 0: the protocol's */
const char            *waybill_partner_get_user          (WaybillPartner         *self); /* (nullable) NULL: anonymous */
gboolean
waybill_partner_get_needs_account (WaybillPartner *self); /* ACCT; the account itself is a secret */
const char            *waybill_partner_get_identity      (WaybillPartner         *self); /* (nullable) SHA-256 hex */
/* (nullable), both or neither: what takes over, and from which day on ("2026-12-01", from its start in local time). Which of the
 * two certificates is shown now is partner-next's question. */
const char            *waybill_partner_get_next_identity (WaybillPartner         *self);
const char            *waybill_partner_get_next_from     (WaybillPartner         *self);
gboolean               waybill_partner_get_system_trust  (WaybillPartner         *self); /* TRUE at first */
const char * const    *waybill_partner_get_authorities   (WaybillPartner         *self); /* SHA-256 hex each; never NULL */
const char *const *
waybill_partner_get_pins (WaybillPartner *self); /* hex, or SHA256:... for SFTP; never NULL */
const char            *waybill_partner_get_local_dir     (WaybillPartner         *self); /* (nullable) */
const char            *waybill_partner_get_remote_dir    (WaybillPartner         *self); /* (nullable) */
/* The value or the table's standard; NULL for a key that is not in the table. */
const char            *waybill_partner_get_setting       (WaybillPartner         *self,
                                                          const char             *key);
guint                  waybill_partner_get_setting_number (WaybillPartner        *self,
                                                          const char             *key);

gboolean               waybill_partner_set_name          (WaybillPartner         *self,
                                                          const char             *name,
                                                          GError                **error);
void                   waybill_partner_set_protocol      (WaybillPartner         *self,
                                                          WaybillRemoteProtocol   protocol);
gboolean               waybill_partner_set_host          (WaybillPartner         *self,
                                                          const char             *host,
                                                          GError                **error);
/* In the setters below NULL and "" are the same: none. */
gboolean               waybill_partner_set_server_name   (WaybillPartner         *self,
                                                          const char             *server_name,
                                                          GError                **error);
void                   waybill_partner_set_port          (WaybillPartner         *self,
                                                          guint16                 port);
gboolean               waybill_partner_set_user          (WaybillPartner         *self,
                                                          const char             *user,
                                                          GError                **error);
void                   waybill_partner_set_needs_account (WaybillPartner         *self,
                                                          gboolean                needs_account);
gboolean               waybill_partner_set_identity      (WaybillPartner         *self,
                                                          const char             *fingerprint,
                                                          GError                **error);
/* fingerprint NULL or "": none waits, and from is not looked at. */
gboolean               waybill_partner_set_next          (WaybillPartner         *self,
                                                          const char             *fingerprint,
                                                          const char             *from,
                                                          GError                **error);
void                   waybill_partner_set_system_trust  (WaybillPartner         *self,
                                                          gboolean                system_trust);
gboolean               waybill_partner_add_authority     (WaybillPartner         *self,
                                                          const char             *fingerprint,
                                                          GError                **error);
void                   waybill_partner_remove_authority  (WaybillPartner         *self,
                                                          const char             *fingerprint);
gboolean               waybill_partner_add_pin           (WaybillPartner         *self,
                                                          const char             *pin,
                                                          GError                **error);
void                   waybill_partner_remove_pin        (WaybillPartner         *self,
                                                          const char             *pin);
gboolean               waybill_partner_set_local_dir     (WaybillPartner         *self,
                                                          const char             *local_dir,
                                                          GError                **error);
gboolean               waybill_partner_set_remote_dir    (WaybillPartner         *self,
                                                          const char             *remote_dir,
                                                          GError                **error);
/* NULL and "": back to the standard. */
gboolean               waybill_partner_set_setting       (WaybillPartner         *self,
                                                          const char             *key,
                                                          const char             *value,
                                                          GError                **error);

G_END_DECLS
