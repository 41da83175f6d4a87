/* Made once, copied for each page: making keys and sealing them takes its time. */

#include "pages-sample.h"

#include "pages-engine.h"

#include "base-clock.h"
#include "base-file.h"
#include "cert-export.h"
#include "partner-learnt.h"

#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

/* Days before and after PAGES_NOW; issuer: one above in the table, or itself; label: its name in the store, NULL: not in it.
 */
static const struct
{
  PagesCert issuer;
  WaybillCertRole role;
  const char *name;
  int begins, ends;
  const char *host;
  const char *label;
} table[PAGES_N_CERTS] = {
#define ROOT(id, name, begins, ends, label) [id] = { id, WAYBILL_CERT_ROLE_AUTHORITY, name, begins, ends, NULL, label }
#define SERVER(id, issuer, host, begins, ends) [id] = { issuer, WAYBILL_CERT_ROLE_SERVER, host, begins, ends, host, NULL }
#define CLIENT(id, issuer, name, begins, ends, label)                                                                       \
  [id] = { issuer, WAYBILL_CERT_ROLE_CLIENT, name, begins, ends, NULL, label }
  ROOT (PAGES_CERT_HARBOUR_OLD_ROOT, "Harbour Foods Root CA", -2089, 102, "Harbour Foods Root CA 2021-03-04"),
  ROOT (PAGES_CERT_HARBOUR_ROOT, "Harbour Foods Root CA", -20, 5212, NULL),
  [PAGES_CERT_HARBOUR_ISSUING]
  = { PAGES_CERT_HARBOUR_ROOT, WAYBILL_CERT_ROLE_AUTHORITY, "Harbour Foods Issuing CA 3", -19, 1560, NULL, NULL },
  CLIENT (PAGES_CERT_HARBOUR_OLD_CLIENT,
          PAGES_CERT_HARBOUR_OLD_ROOT,
          "Northgate Wholesale, EDI 4711",
          -718,
          12,
          "Harbour Foods client 2026-12"),
  CLIENT (PAGES_CERT_HARBOUR_CLIENT, PAGES_CERT_HARBOUR_ISSUING, "Northgate Wholesale, EDI 4711", -4, 727, NULL),
  SERVER (PAGES_CERT_HARBOUR_SERVER, PAGES_CERT_HARBOUR_OLD_ROOT, "ftp.harbourfoods.example", -200, 165),
  ROOT (PAGES_CERT_NORRLAND_ROOT, "Norrland Parts Root CA", -314, 3338, "Norrland Parts Root CA"),
  SERVER (PAGES_CERT_NORRLAND_SERVER, PAGES_CERT_NORRLAND_ROOT, "ftp.norrland-parts.example", -722, 8),
  SERVER (PAGES_CERT_NORRLAND_NEW_SERVER, PAGES_CERT_NORRLAND_ROOT, "ftp.norrland-parts.example", -3, 738),
  CLIENT (PAGES_CERT_NORRLAND_CLIENT, PAGES_CERT_NORRLAND_ROOT, "Northgate Wholesale", -160, 205, "Norrland client 2027-06"),
  ROOT (PAGES_CERT_BALTIC_ROOT, "Baltic Timber CA", -400, 2400, "Baltic Timber CA"),
  SERVER (PAGES_CERT_BALTIC_SERVER, PAGES_CERT_BALTIC_ROOT, "ftps.baltic-timber.example", -100, 300),
  CLIENT (PAGES_CERT_BALTIC_CLIENT, PAGES_CERT_BALTIC_ROOT, "Northgate Wholesale", -100, 430, "Baltic client 2028-01"),
  ROOT (PAGES_CERT_BAKERY_ROOT, "Lindqvist Bakery CA", -500, 1200, "Lindqvist Bakery CA"),
  SERVER (PAGES_CERT_BAKERY_SERVER, PAGES_CERT_BAKERY_ROOT, "edi.lindqvist.example", -100, 260),
  ROOT (PAGES_CERT_MILL_ROOT, "Mill & Weave Root CA", -314, 3338, NULL),
  SERVER (PAGES_CERT_MILL_SERVER, PAGES_CERT_MILL_ROOT, "ftp.mill-weave.example", -314, 416),
  ROOT (PAGES_CERT_GATEWAY_ROOT, "Local Gateway CA 7", -30, 3000, NULL),
  SERVER (PAGES_CERT_GATEWAY_SERVER, PAGES_CERT_GATEWAY_ROOT, "gateway.hotel.example", -30, 300),
#undef ROOT
#undef SERVER
#undef CLIENT
};

#define NO_CERT PAGES_N_CERTS

static const struct
{
  const char *name, *host, *user, *remote_dir, *local_dir;
  PagesCert authority, identity, server; /* server: what it showed the last time */
  gint64 ago;                            /* 0: never tested */
  gboolean well;
} partners[] = {
  { "Baltic Timber", "ftps.baltic-timber.example", "northgate", "/out", NULL, PAGES_CERT_BALTIC_ROOT,
    PAGES_CERT_BALTIC_CLIENT, PAGES_CERT_BALTIC_SERVER, 2 * PAGES_DAY, TRUE },
  { "Harbour Foods", "ftp.harbourfoods.example", "edi4711", "/in", "Exchange/Harbour", PAGES_CERT_HARBOUR_OLD_ROOT,
    PAGES_CERT_HARBOUR_OLD_CLIENT, PAGES_CERT_HARBOUR_SERVER, PAGES_DAY, TRUE },
  { "Lindqvist Bakery", "edi.lindqvist.example", "ngw", NULL, NULL, PAGES_CERT_BAKERY_ROOT, NO_CERT,
    PAGES_CERT_BAKERY_SERVER, 23460, FALSE },
  { "Mill & Weave", "ftp.mill-weave.example", "northgate", NULL, NULL, PAGES_CERT_BALTIC_ROOT, NO_CERT, NO_CERT, 0, FALSE },
  { "Norrland Parts", "ftp.norrland-parts.example", "norrland-edi", "/in/orders", "Exchange/Norrland/out",
    PAGES_CERT_NORRLAND_ROOT, PAGES_CERT_NORRLAND_CLIENT, PAGES_CERT_NORRLAND_SERVER, 1800, TRUE },
};

static const struct
{
  const char *name;
  goffset size; /* -1: a folder */
  gint64 ago;
} files[] = {
  { "Exchange/Norrland/out/archive", -1, 10 * PAGES_DAY },
  { "Exchange/Norrland/out/sent", -1, 60 },
  { "Exchange/Norrland/out/orders-1121.csv", 182000, 56340 },
  { "Exchange/Norrland/out/orders-1122.csv", 196000, 600 },
  { "Exchange/Norrland/out/desadv-1122.xml", 48000, 600 },
  { "Exchange/Norrland/out/pricelist-q1.zip", 84200000, 2760 },
  { "Exchange/Norrland/out/read-me.txt", 2000, 50 * PAGES_DAY },
  { "Exchange/Harbour", -1, 60 },
};

static WaybillCertIdentity *identities[PAGES_N_CERTS];

WaybillCertIdentity *
pages_sample_get_identity (PagesSample *self, PagesCert cert)
{
  return identities[cert];
}

static WaybillCertCertificate *
get_certificate (PagesCert cert)
{
  return waybill_cert_identity_get_certificate (identities[cert]);
}

const char *
pages_sample_get_fingerprint (PagesSample *self, PagesCert cert)
{
  return waybill_cert_certificate_get_fingerprint (get_certificate (cert));
}

GPtrArray *
pages_sample_dup_chain (PagesSample *self, PagesCert cert)
{
  GPtrArray *chain = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_certificate_unref);

  g_ptr_array_add (chain, waybill_cert_certificate_ref (get_certificate (cert)));
  while (table[cert].issuer != cert)
    {
      cert = table[cert].issuer;
      g_ptr_array_add (chain, waybill_cert_certificate_ref (get_certificate (cert)));
    }
  return chain;
}

static void
make_certificates (void)
{
  for (guint i = 0; i < PAGES_N_CERTS; i++)
    {
      const char *names[] = { table[i].host, NULL };
      g_autoptr (GError) error = NULL;

      identities[i]
          = waybill_cert_issue (table[i].role, table[i].name, table[i].host == NULL ? NULL : names,
                                PAGES_NOW + table[i].begins * PAGES_DAY, PAGES_NOW + table[i].ends * PAGES_DAY + 60,
                                table[i].issuer == i ? NULL : identities[table[i].issuer], &error);
      if (identities[i] == NULL)
        g_error ("%s: %s", table[i].name, error->message);
    }
}

static void
fill_certificates (PagesSample *self)
{
  WaybillCertStore *store = waybill_ui_context_get_certificates (self->context);

  for (guint i = 0; i < PAGES_N_CERTS; i++)
    {
      g_autoptr (GError) error = NULL;

      if (table[i].label == NULL)
        continue;
      if (table[i].role == WAYBILL_CERT_ROLE_AUTHORITY)
        waybill_cert_store_add_authority (store, get_certificate (i), table[i].label, FALSE, NULL, &error);
      else
        waybill_cert_store_add_identity (store, identities[i], table[i].label, PAGES_PASSWORD, FALSE, NULL, &error);
      if (error != NULL)
        g_error ("%s: %s", table[i].label, error->message);
    }
}

WaybillPartner *
pages_sample_find (PagesSample *self, const char *name)
{
  WaybillPartner *partner = waybill_partner_store_find (waybill_ui_context_get_partners (self->context), name, NULL);

  g_assert (partner != NULL);
  return partner;
}

void
pages_sample_set_history (PagesSample *self, const char *name, gint64 ago, PagesCert cert, gboolean well)
{
  WaybillPartner *partner = pages_sample_find (self, name);
  g_autoptr (WaybillRemoteFacts) facts = waybill_remote_facts_new ();
  g_autoptr (GPtrArray) chain = pages_sample_dup_chain (self, cert);
  g_autoptr (GPtrArray) roots = pages_sample_dup_chain (self, table[cert].issuer);
  g_autoptr (WaybillCertTrust) trust = waybill_cert_trust_new (FALSE, roots, NULL, NULL);
  const WaybillRemoteErrorFacts why = { .phase = WAYBILL_REMOTE_PHASE_LOGIN, .alert = -1, .reply_code = 530 };
  g_autoptr (GError) failure = well ? NULL : waybill_remote_error_new (WAYBILL_REMOTE_ERROR_LOGIN, &why, "refused");
  const char *folder = waybill_ui_context_get_learnt_folder (self->context);

  facts->verdict = waybill_cert_verdict_new (chain, trust, table[cert].name, PAGES_NOW);
  facts->resumed = WAYBILL_REMOTE_LEARNT_YES;
  waybill_base_clock_set_now (PAGES_NOW - ago);
  waybill_partner_learnt_save (folder, waybill_partner_get_uuid (partner), facts, NULL);
  waybill_partner_learnt_save_outcome (folder, waybill_partner_get_uuid (partner), facts, failure, NULL);
  waybill_base_clock_set_now (PAGES_NOW);
}

static void
fill_partners (PagesSample *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (partners); i++)
    {
      g_autoptr (WaybillPartner) partner = waybill_partner_new (partners[i].name, NULL);
      g_autofree char *local
          = partners[i].local_dir == NULL ? NULL : g_build_filename (g_get_home_dir (), partners[i].local_dir, NULL);

      waybill_partner_set_host (partner, partners[i].host, NULL);
      waybill_partner_set_user (partner, partners[i].user, NULL);
      waybill_partner_set_remote_dir (partner, partners[i].remote_dir, NULL);
      waybill_partner_set_local_dir (partner, local, NULL);
      waybill_partner_set_system_trust (partner, FALSE);
      waybill_partner_add_authority (partner, pages_sample_get_fingerprint (self, partners[i].authority), NULL);
      if (partners[i].identity != NO_CERT)
        waybill_partner_set_identity (partner, pages_sample_get_fingerprint (self, partners[i].identity), NULL);
      if (!waybill_partner_store_add (waybill_ui_context_get_partners (self->context), partner, NULL))
        g_error ("%s cannot be added", partners[i].name);
      if (partners[i].ago != 0)
        pages_sample_set_history (self, partners[i].name, partners[i].ago, partners[i].server, partners[i].well);
    }
}

static void
make_files (const char *home)
{
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (home, files[i].name, NULL);
      g_autofree char *folder = g_path_get_dirname (path);
      const struct utimbuf times = { PAGES_NOW - files[i].ago, PAGES_NOW - files[i].ago };

      g_mkdir_with_parents (files[i].size < 0 ? path : folder, 0700);
      /* Nothing is in it: it only looks as large. */
      if (files[i].size >= 0 && (!g_file_set_contents (path, "", 0, NULL) || truncate (path, files[i].size) != 0))
        g_error ("%s cannot be made", path);
      utime (path, &times);
    }
}

static void
make_mail (PagesSample *self)
{
  g_autofree char *folder = g_build_filename (self->folder, "mail", NULL);
  g_autofree char *pfx_path = g_build_filename (folder, "harbourfoods_client.pfx", NULL);
  g_autofree char *cer_path = g_build_filename (folder, "HF-Root-CA.cer", NULL);
  g_autofree char *doc_path = g_build_filename (folder, "HowTo_FTPS.docx", NULL);
  g_autoptr (GPtrArray) extra = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pfx = NULL;
  GBytes *der = waybill_cert_certificate_get_der (get_certificate (PAGES_CERT_HARBOUR_ROOT));
  const struct utimbuf times = { PAGES_NOW - 4 * PAGES_DAY, PAGES_NOW - 4 * PAGES_DAY };

  g_ptr_array_add (extra, get_certificate (PAGES_CERT_HARBOUR_ISSUING));
  pfx = waybill_cert_export_pfx (identities[PAGES_CERT_HARBOUR_CLIENT], extra, PAGES_PASSWORD, "harbourfoods_client",
                                 &error);
  if (pfx == NULL)
    g_error ("%s", error->message);
  g_mkdir_with_parents (folder, 0700);
  g_file_set_contents (pfx_path, g_bytes_get_data (pfx, NULL), (gssize) g_bytes_get_size (pfx), NULL);
  g_file_set_contents (cer_path, g_bytes_get_data (der, NULL), (gssize) g_bytes_get_size (der), NULL);
  g_file_set_contents (doc_path, "PK\3\4 an instruction sheet", -1, NULL);
  utime (pfx_path, &times);
  utime (cer_path, &times);
  utime (doc_path, &times);
}

GListModel *
pages_sample_list_mail (PagesSample *self)
{
  static const char *const names[] = { "harbourfoods_client.pfx", "HF-Root-CA.cer", "HowTo_FTPS.docx" };
  GListStore *list = g_list_store_new (G_TYPE_FILE);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (self->folder, "mail", names[i], NULL);
      g_autoptr (GFile) file = g_file_new_for_path (path);

      g_list_store_append (list, file);
    }
  return G_LIST_MODEL (list);
}

static void
copy_tree (const char *from, const char *to)
{
  const char *argv[] = { "cp", "-a", from, to, NULL };
  int status = 0;

  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, NULL) || status != 0)
    g_error ("%s cannot be copied", from);
}

static void
open_context (PagesSample *self)
{
  g_autoptr (GError) error = NULL;

  self->context = waybill_ui_context_new (NULL, &error);
  if (self->context == NULL)
    g_error ("%s", error->message);
}

PagesSample *
pages_sample_new (void)
{
  PagesSample *self = g_new0 (PagesSample, 1);
  g_autofree char *home = NULL;
  g_autofree char *own = NULL;
  g_autofree char *model = NULL;

  static const char *const folders[][2] = { { "XDG_DATA_HOME", "own/data" },
                                            { "XDG_STATE_HOME", "own/state" },
                                            { "XDG_CONFIG_HOME", "own/config" },
                                            { "XDG_CACHE_HOME", "own/cache" } };

  self->folder = g_dir_make_tmp ("waybill-pages-XXXXXX", NULL);
  home = g_build_filename (self->folder, "home", NULL);
  own = g_build_filename (self->folder, "own", NULL);
  model = g_build_filename (self->folder, "model", NULL);
  g_setenv ("HOME", home, TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_build_filename (self->folder, folders[i][1], NULL);

      g_setenv (folders[i][0], path, TRUE);
    }
  waybill_base_clock_set_now (PAGES_NOW);
  make_certificates ();
  make_files (home);
  make_mail (self);
  open_context (self);
  fill_certificates (self);
  fill_partners (self);
  g_clear_object (&self->context);
  copy_tree (own, model);
  return self;
}

void
pages_sample_reset (PagesSample *self, gboolean empty)
{
  g_autofree char *own = g_build_filename (self->folder, "own", NULL);
  g_autofree char *model = g_build_filename (self->folder, "model", NULL);
  g_autoptr (GPtrArray) chain = pages_sample_dup_chain (self, PAGES_CERT_NORRLAND_SERVER);

  g_assert (self->context == NULL);
  waybill_base_file_remove_tree (own, NULL);
  if (!empty)
    copy_tree (model, own);
  pages_engine_set (PAGES_SERVER_GOOD, chain);
  pages_machine_set (WAYBILL_SECRET_KEYRING_OPEN, TRUE);
  open_context (self);
}

void
pages_sample_drop (PagesSample *self)
{
  gint64 deadline = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;
  WaybillUiContext *context = self->context;

  g_object_add_weak_pointer (G_OBJECT (context), (gpointer *) &context);
  g_clear_object (&self->context);
  while (context != NULL && g_get_monotonic_time () < deadline)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (500);
    }
  if (context != NULL)
    {
      g_printerr ("something of the last page is left\n");
      g_object_remove_weak_pointer (G_OBJECT (context), (gpointer *) &context);
    }
}

void
pages_sample_free (PagesSample *self)
{
  for (guint i = 0; i < PAGES_N_CERTS; i++)
    g_clear_pointer (&identities[i], waybill_cert_identity_unref);
  waybill_base_file_remove_tree (self->folder, NULL);
  g_free (self->folder);
  g_free (self);
}
