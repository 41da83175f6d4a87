/* The small tree that the practice partner offers: a greeting, two orders, an invoice, an empty folder for what is sent.
 * It only adds what is missing; what a folder holds already is left alone. */
#include "practice-files.h"

#include "base-file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static const char *const folders[] = { "", "orders", "invoices", "invoices/2026-11", "incoming" };

static const struct
{
  const char *name;
  const char *text; /* NULL: bytes are generated */
} files[] = {
  { "welcome.txt", "Welcome to the practice partner.\n\n"
                   "You are connected over TLS, and you have shown a certificate. Nothing here is real:\n"
                   "fetch an order, send something to incoming, delete what you like.\n" },
  { "orders/order-1001.edi", "UNB+UNOC:3+PRACTICE+WAYBILL+261102:0900+1001'\n"
                             "UNH+1+ORDERS:D:96A:UN'\n"
                             "BGM+220+1001+9'\nDTM+137:20261102:102'\n"
                             "LIN+1++4000001:SRV'\nQTY+21:12'\n"
                             "UNS+S'\nUNT+7+1'\nUNZ+1+1001'\n" },
  { "orders/order-1002.edi", "UNB+UNOC:3+PRACTICE+WAYBILL+261103:1015+1002'\n"
                             "UNH+1+ORDERS:D:96A:UN'\n"
                             "BGM+220+1002+9'\nDTM+137:20261103:102'\n"
                             "LIN+1++4000017:SRV'\nQTY+21:3'\n"
                             "UNS+S'\nUNT+7+1'\nUNZ+1+1002'\n" },
  { "invoices/2026-11/invoice-7001.pdf", NULL },
};

/* Every byte value occurs, CR and LF too: a transfer in the wrong mode shows. */
static GBytes *
make_invoice (void)
{
  static const char head[] = "%PDF-1.4\n%practice\n";
  guint8 *data = g_malloc (WAYBILL_PRACTICE_INVOICE_SIZE);
  guint32 state = 7001;

  for (gsize i = 0; i < WAYBILL_PRACTICE_INVOICE_SIZE; i++)
    {
      state = state * 1664525u + 1013904223u;
      data[i] = state >> 24;
    }
  memcpy (data, head, strlen (head));
  return g_bytes_new_take (data, WAYBILL_PRACTICE_INVOICE_SIZE);
}

/* O_EXCL: a file that is there is never overwritten, nor a link followed. */
static gboolean
add_file (const char *path, const char *data, gsize length, GError **error)
{
  int fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  gsize written = 0;

  if (fd < 0 && errno == EEXIST)
    return TRUE;
  if (fd < 0)
    {
      waybill_base_file_set_error_errno (error, errno, "cannot make %s", path);
      return FALSE;
    }
  while (written < length)
    {
      gssize done = write (fd, data + written, length - written);

      if (done < 0 && errno == EINTR)
        continue;
      if (done < 0)
        {
          waybill_base_file_set_error_errno (error, errno, "cannot write %s", path);
          close (fd);
          unlink (path);
          return FALSE;
        }
      written += done;
    }
  return close (fd) == 0;
}

/**
 * waybill_practice_files_make:
 * @folder: the root of the practice partner; made when missing
 * @error: what base-file says
 *
 * Adds the files and folders that are missing. Any thread.
 *
 * Returns: whether all are there
 */
gboolean
waybill_practice_files_make (const char *folder, GError **error)
{
  g_autoptr (GBytes) invoice = make_invoice ();

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_build_filename (folder, folders[i], NULL);

      if (!waybill_base_file_ensure_folder (path, error))
        return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (folder, files[i].name, NULL);
      const char *data = files[i].text != NULL ? files[i].text : g_bytes_get_data (invoice, NULL);
      gsize length = files[i].text != NULL ? strlen (files[i].text) : g_bytes_get_size (invoice);

      if (!add_file (path, data, length, error))
        return FALSE;
    }
  return TRUE;
}
