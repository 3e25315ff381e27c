package dev.waybill.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waybill.fault.InvalidInput;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoleArnTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:iam::111122223333:role/r",
        "arn:aws:iam::111122223333:role/security/audit/writer_1+=,.@-",
        "arn:aws-cn:iam::111122223333:role/r",
        "arn:aws-us-gov:iam::111122223333:role/r",
      })
  void takesRoles(String arn) {
    assertThat(new RoleArn(arn)).hasToString(arn);
    assertThat(new RoleArn(arn).account()).isEqualTo("111122223333");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "r",
        "arn:aws:iam::111122223333:user/u",
        "arn:aws:iam::111122223333:role/",
        "arn:aws:iam::11112222333:role/r",
        "arn:aws:iam::11112222333\u0663:role/r",
        "arn:aws:sts::111122223333:assumed-role/r/session",
        "arn:aws:iam::111122223333:role/r ",
        "arn:aws:iam::111122223333:role/a b",
        "arn:aws:iam::111122223333:role/r\n",
        "arn:azure:iam::111122223333:role/r",
        "arn:aws:iam::111122223333:role/"
            + "a123456789012345678901234567890123456789012345678901234567890123456789",
      })
  void refusesWhatIsNoRole(String arn) {
    InvalidInput refusal = catchThrowableOfType(InvalidInput.class, () -> new RoleArn(arn));

    assertThat(refusal.field()).isEqualTo("roleArn");
    assertThat(refusal.getMessage()).contains("arn:aws:iam::111122223333:role/name");
  }
}
