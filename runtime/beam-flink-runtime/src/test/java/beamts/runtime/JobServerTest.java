package beamts.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class JobServerTest {
  @Test
  void theFolderOfFlinksSettingsIsFoundInBothSpellingsOfTheFlag() {
    assertEquals("/etc/flink", JobServer.flinkConfDir(new String[] {"--job-port=1", "--flink-conf-dir=/etc/flink"}));
    assertEquals("/etc/flink", JobServer.flinkConfDir(new String[] {"--flink-conf-dir", "/etc/flink", "--job-port=1"}));
    assertNull(JobServer.flinkConfDir(new String[] {"--flink-master=[auto]"}));
  }
}
