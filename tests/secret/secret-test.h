/* What the tests of secret share: a call that runs its main loop until the answer, with a deadline. */
#pragma once

#include "secret-vault.h"

static inline void
secret_test_result_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static inline gboolean
secret_test_deadline_cb (gpointer user_data)
{
  g_error ("No answer in 30 seconds");
  return G_SOURCE_REMOVE;
}

static inline int
secret_test_compare (gconstpointer one,
                     gconstpointer other)
{
  return g_strcmp0 (*(const char *const *) one, *(const char *const *) other);
}

static inline GAsyncResult *
secret_test_wait (GAsyncResult **result)
{
  guint deadline = g_timeout_add_seconds (30, secret_test_deadline_cb, NULL);

  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (deadline);
  return *result;
}

static inline WaybillSecretText *
secret_test_lookup (WaybillSecretVault     *vault,
                    const WaybillSecretKey *key)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  WaybillSecretText *text;

  waybill_secret_vault_lookup_async (vault, key, NULL, secret_test_result_cb, &result);
  text = waybill_secret_vault_lookup_finish (vault, secret_test_wait (&result), &error);
  g_assert_no_error (error);
  return text;
}

static inline gboolean
secret_test_store (WaybillSecretVault     *vault,
                   const WaybillSecretKey *key,
                   const char             *secret,
                   GError                **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (WaybillSecretText) text = waybill_secret_text_new (secret);

  waybill_secret_vault_store_async (vault, key, text, NULL, secret_test_result_cb, &result);
  return waybill_secret_vault_store_finish (vault, secret_test_wait (&result), error);
}

static inline gboolean
secret_test_forget (WaybillSecretVault     *vault,
                    const WaybillSecretKey *key,
                    GError                **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  waybill_secret_vault_forget_async (vault, key, NULL, secret_test_result_cb, &result);
  return waybill_secret_vault_forget_finish (vault, secret_test_wait (&result), error);
}

static inline WaybillSecretKeyring
secret_test_probe (WaybillSecretVault *vault)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  WaybillSecretKeyring keyring;

  waybill_secret_vault_probe_async (vault, NULL, secret_test_result_cb, &result);
  keyring = waybill_secret_vault_probe_finish (vault, secret_test_wait (&result), &error);
  g_assert_no_error (error);
  return keyring;
}

/* "owner/field/id@keyring" or "@memory", sorted, one a line. */
static inline char *
secret_test_list (WaybillSecretVault *vault)
{
  static const char *const owners[] = { "partner", "certificate", "token" };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) kept = NULL;
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  waybill_secret_vault_list_async (vault, NULL, secret_test_result_cb, &result);
  kept = waybill_secret_vault_list_finish (vault, secret_test_wait (&result), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < kept->len; i++)
    {
      const WaybillSecretKept *one = kept->pdata[i];

      g_ptr_array_add (lines, g_strdup_printf ("%s/%d/%s@%s", owners[one->owner], one->field, one->id,
                                               one->in_keyring ? "keyring" : "memory"));
    }
  g_ptr_array_sort (lines, secret_test_compare);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

static inline gboolean
secret_test_lock (WaybillSecretVault *vault,
                  GError            **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  waybill_secret_vault_lock_async (vault, NULL, secret_test_result_cb, &result);
  return waybill_secret_vault_lock_finish (vault, secret_test_wait (&result), error);
}

static inline void
secret_test_assert_lookup (WaybillSecretVault     *vault,
                           const WaybillSecretKey *key,
                           const char             *expected)
{
  g_autoptr (WaybillSecretText) text = secret_test_lookup (vault, key);

  g_assert_cmpstr (text != NULL ? waybill_secret_text_peek (text) : NULL, ==, expected);
}
