/* Makes cards for the tests of the command line: make-card CARD [LABEL PFX]... [-- CARD [LABEL PFX]...]...
 * Each PFX is one of the certificate factory's. Prints what SOFTHSM2_CONF must name. */
#include "cert-fixture.h"
#include "token-rig.h"

#include <stdio.h>

int
main (int argc, char **argv)
{
  if (!token_rig_begin ())
    return 77;
  for (int i = 1; i < argc; i++)
    {
      const char *card = argv[i];

      token_rig_make_card (card);
      for (i++; i + 1 < argc && !g_str_equal (argv[i], "--"); i += 2)
        {
          g_autoptr (WaybillCertIdentity) identity = fixture_identity (argv[i + 1]);

          token_rig_put (card, argv[i], "the key of it", identity, TRUE);
        }
    }
  puts (token_rig_get_configuration ());
  return 0;
}
