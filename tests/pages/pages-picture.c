/* Pictures of a page, drawn inside this process: no other window, no theme of the machine, no frame of a window manager gets
 * into them. */

#include "pages.h"

#include <glib/gstdio.h>

typedef struct
{
  const char *suffix;
  gboolean narrow, dark, large, contrast;
} Variant;

static const Variant variants[] = {
  { "", FALSE, FALSE, FALSE, FALSE },         { "-dark", FALSE, TRUE, FALSE, FALSE },
  { "-contrast", FALSE, FALSE, FALSE, TRUE }, { "-large", FALSE, FALSE, TRUE, FALSE },
  { "-360", TRUE, FALSE, FALSE, FALSE },      { "-360-dark", TRUE, TRUE, FALSE, FALSE },
};

#define DPI (96 * 1024)

static void
dress (const Variant *variant)
{
  g_autoptr (GSettings) settings = g_settings_new ("org.gnome.desktop.a11y.interface");

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      variant->dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", variant->large ? 2 * DPI : DPI, NULL);
  g_settings_set_boolean (settings, "high-contrast", variant->contrast);
}

static void
count_frame (GdkFrameClock *clock, int *frames)
{
  (*frames)++;
}

static gboolean
two_frames (gpointer frames)
{
  return *(int *) frames >= 2;
}

/* The first frame after a change may still show what was. */
static void
wait_for_frames (GtkWindow *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));
  int frames = 0;
  gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (count_frame), &frames);

  gdk_frame_clock_begin_updating (clock);
  gtk_widget_queue_draw (GTK_WIDGET (window));
  pages_wait (two_frames, &frames, "a frame");
  gdk_frame_clock_end_updating (clock);
  g_signal_handler_disconnect (clock, handler);
}

static void
add_native (GtkSnapshot *snapshot, GtkWidget *widget, double x, double y, graphene_rect_t *bounds)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  int width = gdk_paintable_get_intrinsic_width (paintable);
  int height = gdk_paintable_get_intrinsic_height (paintable);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  gtk_snapshot_restore (snapshot);
  graphene_rect_union (bounds, &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, (float) height), bounds);
}

static void
add_popovers (GtkSnapshot *snapshot, GtkWindow *window, GtkWidget *widget, graphene_rect_t *bounds)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_POPOVER (child) && gtk_widget_get_mapped (child))
        {
          GdkPopup *popup = GDK_POPUP (gtk_native_get_surface (GTK_NATIVE (child)));
          double own_x, own_y, x, y;

          gtk_native_get_surface_transform (GTK_NATIVE (window), &own_x, &own_y);
          gtk_native_get_surface_transform (GTK_NATIVE (child), &x, &y);
          add_native (snapshot, child, gdk_popup_get_position_x (popup) + x - own_x,
                      gdk_popup_get_position_y (popup) + y - own_y, bounds);
        }
      add_popovers (snapshot, window, child, bounds);
    }
}

static void
shoot (GtkWindow *window, const char *path)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, 1, 1);
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  add_native (snapshot, GTK_WIDGET (window), 0, 0, &bounds);
  add_popovers (snapshot, window, GTK_WIDGET (window), &bounds);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    g_error ("%s: nothing is drawn", path);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, &bounds);
  if (!gdk_texture_save_to_png (texture, path))
    g_error ("%s cannot be written", path);
}

static guint
take (GtkWindow *window, const Page *page, const Variant *variant, const char *folder)
{
  g_autofree char *file = g_strconcat (page->name, variant->suffix, ".png", NULL);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  int width;

  dress (variant);
  /* As a window looks that somebody works in. */
  gtk_widget_unset_state_flags (GTK_WIDGET (window), GTK_STATE_FLAG_BACKDROP);
  pages_settle (variant->large || variant->contrast ? 200 : 100);
  wait_for_frames (window);
  width = gtk_widget_get_width (GTK_WIDGET (window));
  if (variant->narrow && width > PAGES_NARROW_WIDTH)
    g_printerr ("%s: %d px wide, %d too many\n", file, width, width - PAGES_NARROW_WIDTH);
  shoot (window, path);
  return 1;
}

guint
pages_take_pictures (PagesSample *sample, const Page *page, const char *folder)
{
  GtkWindow *window = NULL;
  guint n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (variants); i++)
    {
      const Variant *variant = &variants[i];

      if ((page->flags & (variant->narrow ? PAGES_ONLY_WIDE : PAGES_ONLY_NARROW)) != 0)
        continue;
      /* Width and size of the text are the machine's: nobody changes them under an open dialog. */
      if (window == NULL || variant->narrow != variants[i - 1].narrow || variant->large != variants[i - 1].large)
        {
          if (window != NULL)
            pages_close (sample);
          dress (variant);
          window = pages_open (sample, page, variant->narrow);
        }
      n += take (window, page, variant, folder);
    }
  pages_close (sample);
  return n;
}
