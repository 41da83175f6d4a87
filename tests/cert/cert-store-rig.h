/* A certificate store in a folder of its own, for the tests of it. Included by each test once. */
#pragma once

#include "cert-fixture.h"
#include "cert-store.h"

#include "base-file.h"

typedef struct
{
  char *parent;
  char *folder;
  WaybillCertStore *store;
} Fixture;

static inline void
open_store (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&fixture->store);
  fixture->store = waybill_cert_store_new (fixture->folder, &error);
  g_assert_no_error (error);
}

static inline void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->parent = g_dir_make_tmp ("waybill-store-XXXXXX", NULL);
  fixture->folder = g_build_filename (fixture->parent, "certificates", NULL);
  open_store (fixture);
}

static inline void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->store);
  g_assert_true (waybill_base_file_remove_tree (fixture->parent, NULL));
  g_free (fixture->parent);
  g_free (fixture->folder);
}

static inline const WaybillCertEntry *
add_authority (Fixture *fixture, const char *file, const char *label)
{
  g_autoptr (WaybillCertCertificate) certificate = fixture_certificate (file);
  g_autoptr (GError) error = NULL;
  const WaybillCertEntry *entry = waybill_cert_store_add_authority (fixture->store, certificate, label, FALSE, NULL, &error);

  g_assert_no_error (error);
  return entry;
}

static inline const WaybillCertEntry *
add_identity (Fixture *fixture, const char *file, const char *label, const char *password)
{
  g_autoptr (WaybillCertIdentity) identity = fixture_identity (file);
  g_autoptr (GError) error = NULL;
  const WaybillCertEntry *entry
      = waybill_cert_store_add_identity (fixture->store, identity, label, password, FALSE, NULL, &error);

  g_assert_no_error (error);
  return entry;
}

static inline guint
count_entries (Fixture *fixture)
{
  g_autoptr (GPtrArray) list = waybill_cert_store_list (fixture->store);

  return list->len;
}

static inline guint
count_files (Fixture *fixture)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  guint n_files = 0;

  while (g_dir_read_name (folder) != NULL)
    n_files++;
  return n_files;
}

static inline char *
dup_entry_path (Fixture *fixture, const WaybillCertEntry *entry, const char *suffix)
{
  g_autofree char *name = g_strconcat (waybill_cert_certificate_get_fingerprint (entry->certificate), suffix, NULL);

  return g_build_filename (fixture->folder, name, NULL);
}
