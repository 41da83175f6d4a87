/* 227 and 229 as servers of the field write them, and as nobody may. */
#include "ftp-address.h"

static void
test_229 (void)
{
  static const struct
  {
    const char *text;
    guint16 port; /* 0: refused */
  } replies[] = {
    { "Entering Extended Passive Mode (|||6446|)", 6446 },    /* RFC 2428 */
    { "Extended Passive mode OK (|||37473|)", 37473 },        /* Pure-FTPd */
    { "Entering Extended Passive Mode (|||50001|).", 50001 }, /* vsftpd */
    { "(!!!1024!)", 1024 },
    { "Entering Extended Passive Mode |||65535|", 65535 },
    { "(|1|192.0.2.7|2121|)", 2121 }, /* the address is not believed, nor read */
    { "(|2|2001:db8::1|2121|)", 2121 },
    { "(|||1|)", 1 },
    { "(|||0|)", 0 },
    { "(|||65536|)", 0 },
    { "(|||99999999999999999999|)", 0 },
    { "(|||-1|)", 0 },
    { "(||||)", 0 },
    { "(|||21)", 0 },
    { "(|||21", 0 },
    { "(|||2a1|)", 0 },
    { "(||| 21|)", 0 },
    { "(||21|)", 0 },
    { "(11121211)", 0 },
    { "(", 0 },
    { "|", 0 },
    { "", 0 },
    { "no address here", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (replies); i++)
    {
      guint16 port = 0;

      g_assert_cmpint (waybill_ftp_address_parse_229 (replies[i].text, &port), ==, replies[i].port != 0);
      if (replies[i].port != 0)
        g_assert_cmpuint (port, ==, replies[i].port);
    }
}

static void
test_227 (void)
{
  static const struct
  {
    const char *text;
    const char *address; /* NULL: refused */
    guint16 port;
  } replies[] = {
    { "Entering Passive Mode (127,0,0,1,156,64)", "127.0.0.1", 40000 },
    { "Entering Passive Mode (192,0,2,7,0,21).", "192.0.2.7", 21 },
    { "Entering Passive Mode 10,1,2,3,4,5", "10.1.2.3", 1029 },
    { "=10,1,2,3,4,5", "10.1.2.3", 1029 },
    { "Entering Passive Mode (10, 1, 2, 3, 4, 5)", "10.1.2.3", 1029 },
    { "Entering Passive Mode. 10,1,2,3,4,5", "10.1.2.3", 1029 },
    { "Mode 2 (10,1,2,3,4,5)", "10.1.2.3", 1029 },
    { "(255,255,255,255,255,255)", "255.255.255.255", 65535 },
    { "(10,1,2,3,0,0)", NULL, 0 },
    { "(10,1,2,3,256,1)", NULL, 0 },
    { "(10,1,2,300,4,5)", NULL, 0 },
    { "(10,1,2,3,4,500)", NULL, 0 },
    { "(10,1,2,3,4)", NULL, 0 },
    { "(10.1.2.3.4.5)", NULL, 0 },
    { "(10,1,2,3,-4,5)", NULL, 0 },
    { "(99999999999999999999,1,2,3,4,5)", NULL, 0 },
    { "(,,,,,)", NULL, 0 },
    { "10", NULL, 0 },
    { "", NULL, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (replies); i++)
    {
      g_autofree char *address = NULL;
      guint16 port = 0;

      g_assert_cmpint (waybill_ftp_address_parse_227 (replies[i].text, &address, &port), ==, replies[i].address != NULL);
      g_assert_cmpstr (address, ==, replies[i].address);
      g_assert_cmpuint (port, ==, replies[i].port);
    }
}

static void
test_random (void)
{
  static const char likely[] = "0123456789,,,|||().- ";
  g_autoptr (GRand) rand = g_rand_new_with_seed (227229);

  for (guint i = 0; i < 20000; i++)
    {
      guint length = (guint) g_rand_int_range (rand, 0, 40);
      g_autofree char *text = g_malloc0 (length + 1);
      g_autofree char *address = NULL;
      guint16 port = 0;

      for (guint at = 0; at < length; at++)
        text[at] = g_rand_int_range (rand, 0, 10) > 0 ? likely[g_rand_int_range (rand, 0, sizeof likely - 1)]
                                                      : (char) g_rand_int_range (rand, 1, 256);
      if (waybill_ftp_address_parse_229 (text, &port))
        g_assert_cmpuint (port, !=, 0);
      port = 0;
      if (waybill_ftp_address_parse_227 (text, &address, &port))
        g_assert_cmpuint (port, !=, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ftp/address/229", test_229);
  g_test_add_func ("/ftp/address/227", test_227);
  g_test_add_func ("/ftp/address/random-bytes", test_random);
  return g_test_run ();
}
