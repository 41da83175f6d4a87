/* The partner's side of every page: an engine that does what the page asks for and calls nobody. And what the machine, the keyring and the
 * clock say here, in place of the real ones: these functions stand before the libraries' when the program is linked. */
#pragma once

#include "remote.h"
#include "secret-vault.h"

G_BEGIN_DECLS

typedef enum
{
  PAGES_SERVER_GOOD,
  PAGES_SERVER_SILENT,         /* connecting never ends */
  PAGES_SERVER_SLOW_LISTING,   /* connects; listing never ends */
  PAGES_SERVER_REFUSES_LOGIN,  /* 530 */
  PAGES_SERVER_REFUSES_CALL,   /* nobody listens */
} PagesServer;

void pages_engine_register  (void);
/* chain: (element-type WaybillCertCertificate): what the server shows, leaf first. While no session runs. */
void pages_engine_set       (PagesServer           server,
                             GPtrArray            *chain);

/* By what clock the server is judged (Unix seconds; 0: PAGES_NOW), and how its own differs; source NONE: it does not tell. Until the next
 * pages_engine_set(). */
void pages_engine_set_clock (gint64                  now,
                             WaybillCertClockSource  source,
                             gint64                  ahead);

void pages_machine_set      (WaybillSecretKeyring  keyring,
                             gboolean              network);

/* 22 November 2026, 08:41 UTC. */
#define PAGES_NOW G_GINT64_CONSTANT (1795336860)
#define PAGES_DAY G_GINT64_CONSTANT (86400)

/* What opens every identity of the sample, and every login. */
#define PAGES_PASSWORD "sesam-4711"

/* What the keyring holds, for the page that lists it; until the next pages_machine_set(). */
void pages_machine_keep     (WaybillSecretOwner    owner,
                             WaybillSecretField    field,
                             const char           *id);

G_END_DECLS
