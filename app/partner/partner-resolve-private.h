/* One resolving under way, between partner-resolve and the file that makes the target of what it gathered. Only for
 * partner-resolve*. */
#pragma once

#include "partner-learnt.h"
#include "partner-prompt.h"
#include "partner-proxy-private.h"
#include "partner-trust.h"

#include "cert-identity.h"

G_BEGIN_DECLS

typedef enum
{
  WAYBILL_PARTNER_RESOLVE_SECRET_CERTIFICATE,
  WAYBILL_PARTNER_RESOLVE_SECRET_LOGIN,
  WAYBILL_PARTNER_RESOLVE_SECRET_ACCOUNT,
  WAYBILL_PARTNER_RESOLVE_SECRET_PROXY,
  WAYBILL_PARTNER_RESOLVE_N_SECRETS,
} WaybillPartnerResolveKind;

typedef struct
{
  gboolean wanted;
  gboolean looked_up;
  gboolean was_wrong;
  gboolean was_typed;
  guint tries;
  char *id;
  char *name;
  WaybillSecretText *text;
} WaybillPartnerResolveSecret;

/* Main thread alone, but for the fields under "slow work", which belong to the helper while it runs. */
typedef struct
{
  WaybillSecretVault *vault;
  WaybillPartnerPrompt *prompt;
  guint timeout;
  WaybillRemoteLearnt learnt;
  WaybillRemoteLearntServer learnt_server;
  gboolean keeps_clock;
  WaybillPartnerResolveSecret secrets[WAYBILL_PARTNER_RESOLVE_N_SECRETS];
  WaybillPartnerProxy proxy;
  gboolean asks_desktop;
  char *card;      /* (nullable) the URI of what is on one, until it is opened */
  char *card_leaf; /* (nullable) which certificate it must be */

  /* slow work */
  GBytes *pfx; /* (nullable) */
  WaybillSecretText *pfx_password;
  gboolean wants_trust;
  WaybillPartnerTrust trust_list;
  WaybillCertIdentity *identity;
  WaybillCertIdentity *alone; /* the same without its chain, where the profile wants that */
  WaybillCertTrust *trust;
  GError *failure;
} WaybillPartnerResolve;

/* What was gathered, as a target; the secrets are taken. (transfer full) */
WaybillRemoteTarget *waybill_partner_resolve_make_target (WaybillPartner        *partner,
                                                          WaybillPartnerResolve *self);

G_END_DECLS
