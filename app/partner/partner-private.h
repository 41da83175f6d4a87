/* The inside of a partner, for partner.c and partner-key-file.c. */
#pragma once

#include "partner.h"

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_PARTNER_TEXT_NAME,
  WAYBILL_PARTNER_TEXT_HOST,
  WAYBILL_PARTNER_TEXT_SERVER_NAME,
  WAYBILL_PARTNER_TEXT_USER,
  WAYBILL_PARTNER_TEXT_IDENTITY,
  WAYBILL_PARTNER_TEXT_LOCAL_DIR,
  WAYBILL_PARTNER_TEXT_REMOTE_DIR,
  WAYBILL_PARTNER_N_TEXTS,
} WaybillPartnerText;

struct _WaybillPartner
{
  GObject parent_instance;

  char                 *uuid;
  char                 *texts[WAYBILL_PARTNER_N_TEXTS]; /* NULL: none */
  char                 *next_identity; /* NULL: none waits */
  char                 *next_from;     /* NULL: none waits */
  WaybillRemoteProtocol protocol;
  guint16               port;
  gboolean              needs_account;
  gboolean              system_trust;
  GPtrArray            *authorities; /* char*, NULL-terminated */
  GPtrArray            *pins;        /* char*, NULL-terminated */
  GHashTable           *settings;    /* key to value; known keys alone */
  GKeyFile             *loaded;      /* what the file held, for what we do not know */
};

/* Creates one with a UUID, nothing else set. */
WaybillPartner *waybill_partner_new_blank (const char         *uuid);
/* Checks and keeps a copy; NULL and "" are none. FALSE with error: nothing changed. */
gboolean        waybill_partner_take_text (WaybillPartner     *self,
                                           WaybillPartnerText  which,
                                           const char         *text,
                                           GError            **error);
/* Takes over all values but the UUID; other gets what self had. FALSE: they were the same, and nothing happened. */
gboolean        waybill_partner_take_values (WaybillPartner     *self,
                                             WaybillPartner     *other);

G_END_DECLS
