/* "Do I have one already?": what folders hold is found by content, within bounds, and nothing is followed out of them. */

#include "cert-fixture.h"
#include "cert-search.h"

#include "base-clock.h"
#include "base-file.h"

#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define DAY 86400

typedef struct
{
  char *folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("waybill-search-XXXXXX", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  waybill_base_clock_set_now (0);
  g_assert_true (waybill_base_file_remove_tree (fixture->folder, NULL));
  g_free (fixture->folder);
}

static void
put (Fixture *fixture, const char *name, gconstpointer content, gsize length)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));
}

/* A file of the factory under another name. */
static void
copy (Fixture *fixture, const char *from, const char *name)
{
  g_autoptr (GBytes) content = fixture_read (from);

  put (fixture, name, g_bytes_get_data (content, NULL), g_bytes_get_size (content));
}

static WaybillCertSearch *
search_with (Fixture *fixture,
             const char *below,
             const char *const *waiting,
             const WaybillCertSearchLimits *limits,
             GCancellable *cancellable)
{
  g_autofree char *path = g_build_filename (fixture->folder, below, NULL);
  g_autoptr (GPtrArray) folders = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (folders, g_file_new_for_path (path));
  return waybill_cert_search_run (folders, waiting, limits, cancellable);
}

static WaybillCertSearch *
search (Fixture *fixture)
{
  return search_with (fixture, NULL, NULL, NULL, NULL);
}

static WaybillCertHit *
get_hit (WaybillCertSearch *self, guint index)
{
  g_assert_cmpuint (index, <, self->hits->len);
  return self->hits->pdata[index];
}

static void
test_finds_by_content (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillCertSearch) self = NULL;
  WaybillCertHit *hit;

  copy (fixture, "client/modern-emptypw.pfx", "letter.txt");
  put (fixture, "client.pfx", "Dear partner,", 13);
  self = search (fixture);

  g_assert_cmpuint (self->hits->len, ==, 1);
  g_assert_cmpuint (self->n_files, ==, 2);
  g_assert_cmpint (self->end, ==, WAYBILL_CERT_SEARCH_END_DONE);
  hit = get_hit (self, 0);
  g_assert_cmpint (hit->kind, ==, WAYBILL_CERT_HIT_IDENTITY);
  g_assert_cmpstr (hit->name, ==, "letter.txt");
  g_assert_cmpstr (hit->folder, ==, fixture->folder);
  g_assert_cmpuint (hit->files->len, ==, 1);
  g_assert_cmpstr (waybill_cert_certificate_get_name (hit->certificate), ==, "anna");
}

static void
test_locked_ones_are_hits (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillCertSearch) self = NULL;

  copy (fixture, "client/modern.pfx", "a.pfx");
  copy (fixture, "client/anna-encrypted.key", "b.key");
  self = search (fixture);

  g_assert_cmpuint (self->hits->len, ==, 2);
  g_assert_cmpint (get_hit (self, 0)->kind, ==, WAYBILL_CERT_HIT_LOCKED);
  g_assert_cmpint (get_hit (self, 1)->kind, ==, WAYBILL_CERT_HIT_LOCKED);
  g_assert_null (get_hit (self, 0)->certificate);
}

/* Whatever else lies there: somebody else's certificate, an authority. */
static void
test_key_and_certificate_are_joined (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillCertSearch) self = NULL;
  WaybillCertHit *hit;
  g_autofree char *key = g_build_filename (fixture->folder, "z.txt", NULL);

  copy (fixture, "ca/root.der.cer", "0.cer");
  copy (fixture, "client/anna.der.cer", "a.cer");
  copy (fixture, "client/anna.key", "z.txt");
  self = search (fixture);

  g_assert_cmpuint (self->hits->len, ==, 1);
  hit = get_hit (self, 0);
  g_assert_cmpint (hit->kind, ==, WAYBILL_CERT_HIT_IDENTITY);
  g_assert_cmpstr (hit->name, ==, "a.cer");
  g_assert_cmpuint (hit->files->len, ==, 2);
  g_assert_cmpstr (g_file_peek_path (hit->files->pdata[1]), ==, key);
}

static void
test_no_pairs_across_folders (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillCertSearch) self = NULL;

  copy (fixture, "client/anna.der.cer", "one/a.cer");
  copy (fixture, "client/anna.key", "two/a.key");
  self = search (fixture);
  g_assert_cmpuint (self->hits->len, ==, 0);
}

static void
test_the_same_is_told_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillCertSearch) self = NULL;

  copy (fixture, "client/modern-emptypw.pfx", "deep/er/a.pfx");
  copy (fixture, "client/modern-emptypw.pfx", "near.pfx");
  self = search (fixture);
  g_assert_cmpuint (self->hits->len, ==, 1);
  g_assert_cmpstr (get_hit (self, 0)->name, ==, "near.pfx");
}

static void
test_links_are_not_followed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillCertSearch) self = NULL;
  g_autofree char *file = g_build_filename (fixture->folder, "here", "file.pfx", NULL);
  g_autofree char *folder = g_build_filename (fixture->folder, "here", "folder", NULL);
  g_autofree char *loop = g_build_filename (fixture->folder, "here", "loop", NULL);

  copy (fixture, "client/modern-emptypw.pfx", "there/a.pfx");
  put (fixture, "here/nothing.txt", "", 0);
  g_assert_cmpint (symlink ("../there/a.pfx", file), ==, 0);
  g_assert_cmpint (symlink ("../there", folder), ==, 0);
  g_assert_cmpint (symlink (".", loop), ==, 0);
  self = search_with (fixture, "here", NULL, NULL, NULL);

  g_assert_cmpuint (self->hits->len, ==, 0);
  g_assert_cmpuint (self->n_files, ==, 1);
  g_assert_cmpint (self->end, ==, WAYBILL_CERT_SEARCH_END_DONE);
}

/* Opening a pipe would wait for whoever writes into it. */
static void
test_pipes_are_not_touched (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillCertSearch) self = NULL;
  g_autofree char *pipe = g_build_filename (fixture->folder, "a.pfx", NULL);

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  self = search (fixture);
  g_assert_cmpuint (self->n_files, ==, 0);
  g_assert_cmpuint (self->n_unreadable, ==, 0);
}

static void
test_hidden_is_left_out_unless_named (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillCertSearch) all = NULL;
  g_autoptr (WaybillCertSearch) named = NULL;

  copy (fixture, "client/modern-emptypw.pfx", ".pki/a.pfx");
  all = search (fixture);
  named = search_with (fixture, ".pki", NULL, NULL, NULL);
  g_assert_cmpuint (all->hits->len, ==, 0);
  g_assert_cmpuint (named->hits->len, ==, 1);
}

static void
test_browsers_are_named (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillCertSearch) self = NULL;

  put (fixture, "firefox/x.default/key4.db", "SQLite format 3", 16);
  put (fixture, "firefox/x.default/cert9.db", "SQLite format 3", 16);
  self = search (fixture);
  g_assert_cmpuint (self->hits->len, ==, 1);
  g_assert_cmpint (get_hit (self, 0)->kind, ==, WAYBILL_CERT_HIT_BROWSER);
  g_assert_true (g_str_has_suffix (get_hit (self, 0)->folder, "x.default"));
}

static void
test_answers_are_found (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillCertCertificate) anna = fixture_certificate ("client/anna.pem");
  const char *waiting[] = { "00", waybill_cert_certificate_get_key_id (anna), NULL };
  g_autoptr (WaybillCertSearch) without = NULL;
  g_autoptr (WaybillCertSearch) with = NULL;

  copy (fixture, "client/anna.der.cer", "answer.cer");
  without = search (fixture);
  with = search_with (fixture, NULL, waiting, NULL, NULL);
  g_assert_cmpuint (without->hits->len, ==, 0);
  g_assert_cmpuint (with->hits->len, ==, 1);
  g_assert_cmpint (get_hit (with, 0)->kind, ==, WAYBILL_CERT_HIT_ANSWER);
}

static void
test_depth (Fixture *fixture, gconstpointer data)
{
  WaybillCertSearchLimits limits = { 1, 100, 100, 100, 60000 };
  g_autoptr (WaybillCertSearch) shallow = NULL;
  g_autoptr (WaybillCertSearch) deep = NULL;

  copy (fixture, "client/modern-emptypw.pfx", "one/two/a.pfx");
  shallow = search_with (fixture, NULL, NULL, &limits, NULL);
  limits.depth = 2;
  deep = search_with (fixture, NULL, NULL, &limits, NULL);
  g_assert_cmpuint (shallow->hits->len, ==, 0);
  g_assert_true (shallow->is_deep);
  g_assert_cmpuint (deep->hits->len, ==, 1);
  g_assert_false (deep->is_deep);
}

static void
test_numbers (Fixture *fixture, gconstpointer data)
{
  WaybillCertSearchLimits few = { 4, 3, 100, 100, 60000 };
  WaybillCertSearchLimits one = { 4, 100, 100, 1, 60000 };
  WaybillCertSearchLimits closed = { 4, 100, 1, 100, 60000 };
  g_autoptr (WaybillCertSearch) entries = NULL;
  g_autoptr (WaybillCertSearch) hits = NULL;
  g_autoptr (WaybillCertSearch) opened = NULL;

  copy (fixture, "client/modern-emptypw.pfx", "a.pfx");
  copy (fixture, "client/modern.pfx", "b.pfx");
  put (fixture, "c", "c", 1);
  put (fixture, "d", "d", 1);
  entries = search_with (fixture, NULL, NULL, &few, NULL);
  hits = search_with (fixture, NULL, NULL, &one, NULL);
  opened = search_with (fixture, NULL, NULL, &closed, NULL);
  g_assert_cmpuint (entries->n_files, ==, 3);
  g_assert_cmpint (entries->end, ==, WAYBILL_CERT_SEARCH_END_NUMBER);
  g_assert_cmpuint (hits->hits->len, ==, 1);
  g_assert_cmpint (hits->end, ==, WAYBILL_CERT_SEARCH_END_NUMBER);
  g_assert_cmpuint (opened->hits->len, ==, 1);
  g_assert_cmpint (opened->end, ==, WAYBILL_CERT_SEARCH_END_NUMBER);
}

static void
test_time_and_cancelling (Fixture *fixture, gconstpointer data)
{
  WaybillCertSearchLimits none = { 4, 100, 100, 100, 0 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (WaybillCertSearch) late = NULL;
  g_autoptr (WaybillCertSearch) cancelled = NULL;

  copy (fixture, "client/modern-emptypw.pfx", "a.pfx");
  g_cancellable_cancel (cancellable);
  late = search_with (fixture, NULL, NULL, &none, NULL);
  cancelled = search_with (fixture, NULL, NULL, NULL, cancellable);
  g_assert_cmpint (late->end, ==, WAYBILL_CERT_SEARCH_END_TIME);
  g_assert_cmpuint (late->hits->len, ==, 0);
  g_assert_cmpint (cancelled->end, ==, WAYBILL_CERT_SEARCH_END_CANCELLED);
  g_assert_cmpuint (cancelled->n_unreadable, ==, 0);
}

static void
test_a_folder_that_is_gone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillCertSearch) self = search_with (fixture, "nowhere", NULL, NULL, NULL);

  g_assert_cmpuint (self->hits->len, ==, 0);
  g_assert_cmpuint (self->n_unreadable, ==, 1);
  g_assert_cmpint (self->end, ==, WAYBILL_CERT_SEARCH_END_DONE);
}

static void
test_judge (Fixture *fixture, gconstpointer data)
{
  g_autoptr (WaybillCertCertificate) client = fixture_certificate ("client/anna.pem");
  g_autoptr (WaybillCertCertificate) server = fixture_certificate ("server/good.pem");
  gint64 begin = waybill_cert_certificate_get_not_before (client), end = waybill_cert_certificate_get_not_after (client);

  waybill_base_clock_set_now (begin + DAY);
  g_assert_cmpuint (waybill_cert_search_judge (client), ==, 0);
  waybill_base_clock_set_now (begin - DAY);
  g_assert_cmpuint (waybill_cert_search_judge (client), ==, WAYBILL_CERT_UNFIT_FUTURE);
  waybill_base_clock_set_now (end + DAY);
  g_assert_cmpuint (waybill_cert_search_judge (client), ==, WAYBILL_CERT_UNFIT_OVER);
  waybill_base_clock_set_now (waybill_cert_certificate_get_not_before (server) + 1);
  g_assert_cmpuint (waybill_cert_search_judge (server) & WAYBILL_CERT_UNFIT_PURPOSE, ==, WAYBILL_CERT_UNFIT_PURPOSE);
}

/* Never the home folder itself, whatever the desktop calls downloads. */
static void
test_suggestions (Fixture *fixture, gconstpointer data)
{
  g_autofree char *downloads = g_build_filename (fixture->folder, "Downloads", NULL);
  g_autoptr (GPtrArray) folders = NULL;
  g_autofree char *browser = g_build_filename (fixture->folder, ".mozilla", NULL);

  put (fixture, "Downloads/a", "", 0);
  put (fixture, ".mozilla/a", "", 0);
  folders = waybill_cert_search_suggest (fixture->folder, downloads, fixture->folder);
  g_assert_cmpuint (folders->len, ==, 2);
  g_assert_cmpstr (g_file_peek_path (folders->pdata[0]), ==, downloads);
  g_assert_cmpstr (g_file_peek_path (folders->pdata[1]), ==, browser);
}

int
main (int argc, char *argv[])
{
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("/cert/search/finds-by-content-whatever-the-name", test_finds_by_content);
  ADD ("/cert/search/what-is-locked-is-a-hit", test_locked_ones_are_hits);
  ADD ("/cert/search/key-and-certificate-are-joined", test_key_and_certificate_are_joined);
  ADD ("/cert/search/no-pairs-across-folders", test_no_pairs_across_folders);
  ADD ("/cert/search/the-same-is-told-once", test_the_same_is_told_once);
  ADD ("/cert/search/links-are-not-followed", test_links_are_not_followed);
  ADD ("/cert/search/pipes-are-not-touched", test_pipes_are_not_touched);
  ADD ("/cert/search/hidden-is-left-out-unless-named", test_hidden_is_left_out_unless_named);
  ADD ("/cert/search/browsers-are-named", test_browsers_are_named);
  ADD ("/cert/search/answers-are-found", test_answers_are_found);
  ADD ("/cert/search/depth-is-bounded", test_depth);
  ADD ("/cert/search/numbers-are-bounded", test_numbers);
  ADD ("/cert/search/time-is-bounded-and-it-can-be-cancelled", test_time_and_cancelling);
  ADD ("/cert/search/a-folder-that-is-gone", test_a_folder_that_is_gone);
  ADD ("/cert/search/judge", test_judge);
  ADD ("/cert/search/suggestions", test_suggestions);
#undef ADD
  return g_test_run ();
}
