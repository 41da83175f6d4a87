/* What an export would write. Separate is what most sheets want (guide.md, step 2): the key in its own locked file, the
 * certificate and whoever signed it beside, because what the other side imports as the authority is the authority. */

#include "cert-export-plan.h"

#include "base-thread.h"

#include <string.h>

struct _WaybillCertExportPlan
{
  WaybillBaseRef ref;
  char *label;
  WaybillCertExportShape shape;
  GPtrArray *chain;
  GPtrArray *files;
  char *missing;
};

/* What each shape is made of: its first file, and whether each authority gets a file of its own. */
static const struct
{
  const char *end;
  WaybillCertExportRole role;
  WaybillCertForm form;
  gboolean has_key;
  gboolean has_chain; /* the authorities are inside */
  gboolean is_split;  /* the certificate and its authorities beside */
} shapes[] = {
  [WAYBILL_CERT_EXPORT_SEPARATE] = { ".pfx", WAYBILL_CERT_EXPORT_ROLE_KEY, WAYBILL_CERT_FORM_DER, TRUE, FALSE, TRUE },
  [WAYBILL_CERT_EXPORT_COMBINED] = { ".pfx", WAYBILL_CERT_EXPORT_ROLE_EVERYTHING, WAYBILL_CERT_FORM_DER, TRUE, TRUE, FALSE },
  [WAYBILL_CERT_EXPORT_DER] = { ".cer", WAYBILL_CERT_EXPORT_ROLE_CERTIFICATE, WAYBILL_CERT_FORM_DER, FALSE, FALSE, FALSE },
  [WAYBILL_CERT_EXPORT_BASE64]
  = { ".cer", WAYBILL_CERT_EXPORT_ROLE_CERTIFICATE, WAYBILL_CERT_FORM_PEM, FALSE, FALSE, FALSE },
  [WAYBILL_CERT_EXPORT_P7B] = { ".p7b", WAYBILL_CERT_EXPORT_ROLE_CHAIN, WAYBILL_CERT_FORM_P7B, FALSE, TRUE, FALSE },
  [WAYBILL_CERT_EXPORT_PEM] = { ".pem", WAYBILL_CERT_EXPORT_ROLE_CHAIN, WAYBILL_CERT_FORM_PEM, FALSE, TRUE, FALSE },
};

G_STATIC_ASSERT (G_N_ELEMENTS (shapes) == WAYBILL_CERT_N_EXPORT_SHAPES);

/* Names */

/* Names that Windows keeps for devices, whatever stands behind the point
 * (learn.microsoft.com, "Naming Files, Paths, and Namespaces"). */
static gboolean
is_device (const char *name)
{
  static const char *const devices[] = { "con", "prn", "aux", "nul", NULL };
  g_autofree char *stem = g_ascii_strdown (name, (gssize) strcspn (name, "."));

  if (g_strv_contains (devices, stem))
    return TRUE;
  return (g_str_has_prefix (stem, "com") || g_str_has_prefix (stem, "lpt")) && strlen (stem) == 4
         && g_ascii_isdigit (stem[3]);
}

static void
trim (GString *text, const char *unwanted)
{
  gsize begin = strspn (text->str, unwanted);

  g_string_erase (text, 0, (gssize) begin);
  while (text->len > 0 && strchr (unwanted, text->str[text->len - 1]) != NULL)
    g_string_truncate (text, text->len - 1);
}

/**
 * waybill_cert_export_plan_dup_safe_name:
 * @label: what a person calls it: UTF-8, anything
 *
 * Makes a name for a file that Windows, IBM i and everybody between take: letters lose their accents, everything else
 * becomes a dash; no dot or dash in front or behind; none of the names that Windows keeps for devices; at most
 * %WAYBILL_CERT_EXPORT_MAX_NAME bytes. Any thread.
 *
 * Returns: (transfer full): the name without an end such as ".cer"; never empty
 */
char *
waybill_cert_export_plan_dup_safe_name (const char *label)
{
  g_autofree char *ascii = g_str_to_ascii (label, "C");
  g_autoptr (GString) text = g_string_new (NULL);

  for (const char *at = ascii; *at != '\0'; at++)
    {
      gboolean is_good = g_ascii_isalnum (*at) || *at == '_' || *at == '.';

      if (is_good)
        g_string_append_c (text, *at);
      else if (text->len > 0 && text->str[text->len - 1] != '-')
        g_string_append_c (text, '-');
    }
  g_string_truncate (text, MIN (text->len, WAYBILL_CERT_EXPORT_MAX_NAME));
  trim (text, "-.");
  if (text->len == 0)
    g_string_assign (text, "certificate");
  if (is_device (text->str))
    g_string_prepend (text, "certificate-");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Windows tells no difference between capital and small letters. */
static gboolean
has_name (WaybillCertExportPlan *self, const char *name)
{
  for (guint i = 0; i < self->files->len; i++)
    if (g_ascii_strcasecmp (((WaybillCertExportFile *) self->files->pdata[i])->name, name) == 0)
      return TRUE;
  return FALSE;
}

/* number: 1 is none. */
static char *
dup_numbered (const char *name, guint number)
{
  const char *end = strrchr (name, '.');

  if (number < 2)
    return g_strdup (name);
  return g_strdup_printf ("%.*s-%u%s", (int) (end - name), name, number, end);
}

static char *
dup_free_name (WaybillCertExportPlan *self, const char *label, const char *end)
{
  g_autofree char *stem = waybill_cert_export_plan_dup_safe_name (label);
  g_autofree char *name = g_strconcat (stem, end, NULL);

  for (guint number = 1;; number++)
    {
      g_autofree char *numbered = dup_numbered (name, number);

      if (!has_name (self, numbered))
        return g_steal_pointer (&numbered);
    }
}

/* Files */

static void
file_free (gpointer data)
{
  WaybillCertExportFile *file = data;

  g_free (file->name);
  g_ptr_array_unref (file->certificates);
  g_free (file);
}

static WaybillCertExportFile *
file_new (char *name, WaybillCertExportRole role, gboolean has_key, WaybillCertForm form)
{
  WaybillCertExportFile *file = g_new0 (WaybillCertExportFile, 1);

  file->name = name;
  file->role = role;
  file->has_key = has_key;
  file->form = form;
  file->certificates = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_certificate_unref);
  return file;
}

/* to: exclusive. */
static void
fill (WaybillCertExportPlan *self, WaybillCertExportFile *file, guint from, guint to)
{
  for (guint i = from; i < to; i++)
    g_ptr_array_add (file->certificates, waybill_cert_certificate_ref (self->chain->pdata[i]));
}

static void
add_split (WaybillCertExportPlan *self, guint index)
{
  static const WaybillCertExportRole roles[]
      = { WAYBILL_CERT_EXPORT_ROLE_CERTIFICATE, WAYBILL_CERT_EXPORT_ROLE_SIGNER, WAYBILL_CERT_EXPORT_ROLE_HIGHER };
  const char *label = index == 0 ? self->label : waybill_cert_certificate_get_name (self->chain->pdata[index]);
  WaybillCertExportFile *file
      = file_new (dup_free_name (self, label, ".cer"), roles[MIN (index, 2)], FALSE, WAYBILL_CERT_FORM_DER);

  fill (self, file, index, index + 1);
  g_ptr_array_add (self->files, file);
}

static void
add_files (WaybillCertExportPlan *self)
{
  WaybillCertExportFile *first = file_new (dup_free_name (self, self->label, shapes[self->shape].end),
                                           shapes[self->shape].role, shapes[self->shape].has_key, shapes[self->shape].form);

  /* The identity brings its certificate itself. */
  fill (self, first, first->has_key ? 1 : 0, shapes[self->shape].has_chain ? self->chain->len : first->has_key ? 0 : 1);
  g_ptr_array_add (self->files, first);
  for (guint i = 0; shapes[self->shape].is_split && i < self->chain->len; i++)
    add_split (self, i);
}

/**
 * waybill_cert_export_plan_new:
 * @label: what the certificate is called in the store
 * @chain: (element-type WaybillCertCertificate): the certificate, then who signed it, and so on as far as they are at hand;
 *   1 at least
 * @shape: which files
 *
 * Any thread.
 *
 * Returns: (transfer full): the plan
 */
WaybillCertExportPlan *
waybill_cert_export_plan_new (const char *label, GPtrArray *chain, WaybillCertExportShape shape)
{
  WaybillCertExportPlan *self;
  WaybillCertCertificate *last;

  g_return_val_if_fail (label != NULL && chain->len > 0 && shape < WAYBILL_CERT_N_EXPORT_SHAPES, NULL);

  self = g_new0 (WaybillCertExportPlan, 1);
  waybill_base_ref_init (&self->ref);
  self->label = g_strdup (label);
  self->shape = shape;
  self->chain = g_ptr_array_new_with_free_func ((GDestroyNotify) waybill_cert_certificate_unref);
  for (guint i = 0; i < chain->len; i++)
    g_ptr_array_add (self->chain, waybill_cert_certificate_ref (chain->pdata[i]));
  self->files = g_ptr_array_new_with_free_func (file_free);
  add_files (self);
  last = chain->pdata[chain->len - 1];
  if (!waybill_cert_certificate_is_self_signed (last))
    self->missing = g_strdup (waybill_cert_certificate_get_issuer_name (last));
  return self;
}

/**
 * waybill_cert_export_plan_ref:
 * @self: a plan
 *
 * Any thread.
 *
 * Returns: (transfer full): @self
 */
WaybillCertExportPlan *
waybill_cert_export_plan_ref (WaybillCertExportPlan *self)
{
  waybill_base_ref_take (&self->ref);
  return self;
}

/**
 * waybill_cert_export_plan_unref:
 * @self: (transfer full): a plan
 *
 * Any thread.
 */
void
waybill_cert_export_plan_unref (WaybillCertExportPlan *self)
{
  if (!waybill_base_ref_drop (&self->ref))
    return;
  g_ptr_array_unref (self->files);
  g_ptr_array_unref (self->chain);
  g_free (self->label);
  g_free (self->missing);
  g_free (self);
}

/**
 * waybill_cert_export_plan_get_shape:
 * @self: a plan
 *
 * Returns: what it was made for
 */
WaybillCertExportShape
waybill_cert_export_plan_get_shape (WaybillCertExportPlan *self)
{
  return self->shape;
}

/**
 * waybill_cert_export_plan_get_files:
 * @self: a plan
 *
 * Returns: (transfer none) (element-type WaybillCertExportFile): the files, 1 at least
 */
GPtrArray *
waybill_cert_export_plan_get_files (WaybillCertExportPlan *self)
{
  return self->files;
}

/**
 * waybill_cert_export_plan_has_key:
 * @self: a plan
 *
 * Returns: whether a key would leave the store, so that a password is needed
 */
gboolean
waybill_cert_export_plan_has_key (WaybillCertExportPlan *self)
{
  return shapes[self->shape].has_key;
}

/**
 * waybill_cert_export_plan_dup_names:
 * @self: a plan
 *
 * Returns: (transfer full) (array zero-terminated=1): the files' names
 */
char **
waybill_cert_export_plan_dup_names (WaybillCertExportPlan *self)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < self->files->len; i++)
    g_strv_builder_add (names, ((WaybillCertExportFile *) self->files->pdata[i])->name);
  return g_strv_builder_end (names);
}

/**
 * waybill_cert_export_plan_get_missing:
 * @self: a plan
 *
 * Returns: (nullable): the name of the authority that the other side needs and nobody here has
 */
const char *
waybill_cert_export_plan_get_missing (WaybillCertExportPlan *self)
{
  return self->missing;
}

static gboolean
meets (WaybillCertExportPlan *self, guint number, const char *const *taken)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      g_autofree char *name = dup_numbered (((WaybillCertExportFile *) self->files->pdata[i])->name, number);

      for (guint j = 0; taken[j] != NULL; j++)
        if (g_ascii_strcasecmp (name, taken[j]) == 0)
          return TRUE;
    }
  return FALSE;
}

/**
 * waybill_cert_export_plan_avoid:
 * @self: a plan
 * @taken: (array zero-terminated=1): names that something else has
 *
 * Files that belong together keep the same number, so that they are seen to. Any thread.
 *
 * Returns: (transfer full): a plan for the same files, none of whose names is among @taken
 */
WaybillCertExportPlan *
waybill_cert_export_plan_avoid (WaybillCertExportPlan *self, const char *const *taken)
{
  WaybillCertExportPlan *other = waybill_cert_export_plan_new (self->label, self->chain, self->shape);
  guint number = 1;

  while (meets (self, number, taken))
    number++;
  for (guint i = 0; i < self->files->len; i++)
    {
      WaybillCertExportFile *file = other->files->pdata[i];

      g_free (file->name);
      file->name = dup_numbered (((WaybillCertExportFile *) self->files->pdata[i])->name, number);
    }
  return other;
}

/* Contents */

static gboolean
has_certificate (GPtrArray *certificates, WaybillCertCertificate *certificate)
{
  for (guint i = 0; i < certificates->len; i++)
    if (waybill_cert_certificate_equal (certificates->pdata[i], certificate))
      return TRUE;
  return FALSE;
}

/* What the identity brings itself is not put in twice. */
static GBytes *
make_pfx (WaybillCertExportPlan *self,
          WaybillCertExportFile *file,
          WaybillCertIdentity *identity,
          const char *password,
          WaybillCertLock lock,
          GError **error)
{
  g_autoptr (GPtrArray) beside = g_ptr_array_new ();

  for (guint i = 0; i < file->certificates->len; i++)
    if (!has_certificate (waybill_cert_identity_get_chain (identity), file->certificates->pdata[i]))
      g_ptr_array_add (beside, file->certificates->pdata[i]);
  return waybill_cert_export_pfx_locked (identity, self->label, password, beside->len > 0 ? beside : NULL, lock, error);
}

/**
 * waybill_cert_export_plan_make:
 * @self: a plan
 * @identity: (nullable): the certificate with its key; needed when waybill_cert_export_plan_has_key()
 * @password: (nullable): the new file's; needed as well then. UTF-8; for %WAYBILL_CERT_LOCK_LEGACY ASCII alone
 * @lock: how the key is locked
 * @error: return location
 *
 * Makes the contents, in memory. Slow (0.25 s) where a key is locked. Any thread.
 *
 * Returns: (transfer full) (nullable) (element-type GBytes): one for each file, in their order; %NULL with an error of
 *   waybill_cert_export_pfx_locked() or waybill_cert_export_certificates()
 */
GPtrArray *
waybill_cert_export_plan_make (
    WaybillCertExportPlan *self, WaybillCertIdentity *identity, const char *password, WaybillCertLock lock, GError **error)
{
  g_autoptr (GPtrArray) contents = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  g_return_val_if_fail (!waybill_cert_export_plan_has_key (self) || (identity != NULL && password != NULL), NULL);

  for (guint i = 0; i < self->files->len; i++)
    {
      WaybillCertExportFile *file = self->files->pdata[i];
      GBytes *content = file->has_key ? make_pfx (self, file, identity, password, lock, error)
                                      : waybill_cert_export_certificates (file->certificates, file->form, error);

      if (content == NULL)
        return NULL;
      g_ptr_array_add (contents, content);
    }
  return g_steal_pointer (&contents);
}
