/* What was told of certificates that run out: a small key file, fingerprint and the lowest step. A file that is missing or
 * broken says "nothing was told", which costs one more reminder. */
#include "partner-watch.h"

#include "base-file.h"

#include <string.h>

#define GROUP "Told"
#define FILE_MAX_BYTES 1048576

/**
 * waybill_partner_watch_dup_path:
 *
 * Returns: (transfer full): where it is written down what was told
 */
char *
waybill_partner_watch_dup_path (void)
{
  return g_build_filename (g_get_user_state_dir (), "waybill", "told", NULL);
}

static GKeyFile *
read_told (const char *path)
{
  GKeyFile *key_file = g_key_file_new ();
  g_autoptr (GBytes) bytes = waybill_base_file_read (path, FILE_MAX_BYTES, NULL);

  if (bytes != NULL && g_bytes_get_size (bytes) > 0)
    g_key_file_load_from_bytes (key_file, bytes, G_KEY_FILE_NONE, NULL);
  return key_file;
}

static gboolean
is_worth_telling (const WaybillPartnerWatchItem *item)
{
  return item->step != 0 && !item->is_replaced && item->partners->len > 0;
}

/* What is not looked at any more goes: the file never grows beyond what the store holds. */
static void
write_told (GKeyFile *key_file, const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;
  gsize length;
  g_autofree char *text = g_key_file_to_data (key_file, &length, NULL);

  if (!waybill_base_file_ensure_folder (folder, &error) || !waybill_base_file_write (path, text, length, &error))
    g_info ("What was told of certificates is not kept: %s", error->message);
}

/**
 * waybill_partner_watch_take_news:
 * @items: (element-type WaybillPartnerWatchItem): what runs out
 * @path: a file; its folder is made when missing
 *
 * What nobody uses, and what is replaced in time, is no news. Who was away for a while hears of the lowest step alone. A
 * small file is read and, where something is new, written: what cannot be written is told again the next time. Main thread.
 *
 * Returns: (transfer container) (element-type WaybillPartnerWatchItem): those that were not told yet, in the order of @items
 */
GPtrArray *
waybill_partner_watch_take_news (GPtrArray *items, const char *path)
{
  g_autoptr (GKeyFile) before = read_told (path);
  g_autoptr (GKeyFile) after = g_key_file_new ();
  g_autofree char *old = NULL, *new = NULL;
  GPtrArray *news = g_ptr_array_new ();

  for (guint i = 0; i < items->len; i++)
    {
      WaybillPartnerWatchItem *item = items->pdata[i];
      const char *fingerprint = waybill_cert_certificate_get_fingerprint (item->certificate);
      int told = g_key_file_get_integer (before, GROUP, fingerprint, NULL);

      if (item->step == 0)
        continue;
      if (is_worth_telling (item) && (told <= 0 || (guint) told > item->step))
        {
          g_ptr_array_add (news, item);
          told = (int) item->step;
        }
      if (told > 0)
        g_key_file_set_integer (after, GROUP, fingerprint, told);
    }
  old = g_key_file_to_data (before, NULL, NULL);
  new = g_key_file_to_data (after, NULL, NULL);
  if (strcmp (old, new) != 0)
    write_told (after, path);
  return news;
}
