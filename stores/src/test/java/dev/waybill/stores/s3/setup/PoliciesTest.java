package dev.waybill.stores.s3.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PoliciesTest {
  private static final String KEY = "arn:aws:kms:eu-central-1:111122223333:key/mrk-0123abcd";
  private static final Map<String, String> VIA_S3 =
      Map.of("kms:ViaService", "s3.eu-central-1.amazonaws.com");
  private static final Map<String, String> TLS = Map.of("aws:SecureTransport", "true");

  private final SetupDocuments documents = new SetupDocuments(Setups.everything());
  private final String below = "arn:aws:s3:::acme-audit/" + Setups.HOSTILE + "/";

  @Test
  void theRoleMayPutBelowItsFolderAndUseTheKeyThroughS3() {
    assertThat(needs(documents.permissionPolicy())).isTrue();
  }

  @Test
  void everyActionOfTheRoleIsNeeded() {
    assertThat(needs(documents.permissionPolicy())).isTrue();
    assertThat(PolicyParts.withoutAnAction(documents.permissionPolicy()))
        .hasSize(4)
        .noneMatch(this::needs);
  }

  @Test
  void everyActionOfTheKeysStatementIsNeeded() {
    String statements = "[" + documents.keyPolicyStatement().orElseThrow() + "]";

    assertThat(mayEncrypt(statements)).isTrue();
    assertThat(PolicyParts.withoutAnAction(statements))
        .hasSize(2)
        .noneMatch(PoliciesTest::mayEncrypt);
  }

  @Test
  void everyActionOfTheBucketsStatementsIsNeeded() {
    assertThat(isOpenToTheRoleByTls(documents.bucketPolicyStatements())).isTrue();
    assertThat(PolicyParts.withoutAnAction(documents.bucketPolicyStatements()))
        .hasSize(3)
        .noneMatch(this::isOpenToTheRoleByTls);
  }

  @Test
  void everyConditionIsNeeded() {
    assertThat(withoutConditions(documents.permissionPolicy()))
        .satisfies(open -> assertThat(open.allows("kms:Decrypt", KEY, Map.of())).isTrue());
    assertThat(withoutConditions("[" + documents.keyPolicyStatement().orElseThrow() + "]"))
        .satisfies(open -> assertThat(open.allows("kms:Decrypt", KEY, Map.of())).isTrue());
    assertThat(withoutConditions(documents.trustPolicy().orElseThrow()))
        .satisfies(open -> assertThat(open.allows("sts:AssumeRole", "", Map.of())).isTrue());
    assertThat(withoutConditions(documents.bucketPolicyStatements()))
        .satisfies(shut -> assertThat(shut.denies("s3:PutObject", below + "x", TLS)).isTrue());
  }

  @Test
  void theRoleMayNeitherReadNorListNorDeleteNorPutElsewhere() {
    PolicyJudge role = PolicyJudge.of(documents.permissionPolicy());
    for (String action :
        List.of(
            "s3:GetObject",
            "s3:DeleteObject",
            "s3:ListBucket",
            "s3:AbortMultipartUpload",
            "s3:PutObjectTagging",
            "s3:PutBucketPolicy")) {
      assertThat(role.allows(action, below + "x", Map.of())).as(action).isFalse();
      assertThat(role.allows(action, "arn:aws:s3:::acme-audit", Map.of())).as(action).isFalse();
    }
    assertThat(role.allows("s3:PutObject", "arn:aws:s3:::acme-audit/x", Map.of())).isFalse();
    assertThat(role.allows("s3:PutObject", "arn:aws:s3:::acme-audit-2/x", Map.of())).isFalse();
    assertThat(role.allows("kms:Decrypt", KEY, Map.of())).isFalse();
    assertThat(role.allows("kms:Decrypt", KEY + "x", VIA_S3)).isFalse();
  }

  @Test
  void wildcardsAndVariablesInAPrefixStandForThemselves() {
    PolicyJudge role =
        PolicyJudge.of(
            new SetupDocuments(Setups.setup("s3://acme-audit/*/t?/${aws:x}")).permissionPolicy());

    assertThat(role.allows("s3:PutObject", "arn:aws:s3:::acme-audit/*/t?/${aws:x}/k", Map.of()))
        .isTrue();
    assertThat(role.allows("s3:PutObject", "arn:aws:s3:::acme-audit/b/t?/${aws:x}/k", Map.of()))
        .isFalse();
    assertThat(role.allows("s3:PutObject", "arn:aws:s3:::acme-audit/*/tt/${aws:x}/k", Map.of()))
        .isFalse();
  }

  @Test
  void thePrefixIsEscapedAsIamSaysIt() {
    String policy = new SetupDocuments(Setups.setup("s3://acme-audit/*/t?/$x")).permissionPolicy();

    assertThat(new JsonMapper().readTree(policy).at("/Statement/0/Resource").asString())
        .isEqualTo("arn:aws:s3:::acme-audit/${*}/t${?}/${$}x/*");
  }

  @Test
  void theRoleTrustsOnlyThePrincipalWithTheExternalId() {
    String policy = documents.trustPolicy().orElseThrow();
    PolicyJudge trust = PolicyJudge.of(policy);

    assertThat(
            trust.allows(
                "sts:AssumeRole",
                "",
                Map.of("sts:ExternalId", Setups.TRUST.externalId().toString())))
        .isTrue();
    assertThat(trust.allows("sts:AssumeRole", "", Map.of())).isFalse();
    assertThat(trust.allows("sts:AssumeRole", "", Map.of("sts:ExternalId", "other"))).isFalse();
    assertThat(new JsonMapper().readTree(policy).at("/Statement/0/Principal").toString())
        .isEqualTo("{\"AWS\":\"arn:aws:iam::999988887777:role/waybill\"}");
  }

  @Test
  void theBucketTakesTlsOnlyAndPutsOfTheRole() {
    PolicyJudge bucket = PolicyJudge.of(documents.bucketPolicyStatements());

    assertThat(bucket.allows("s3:PutObject", below + "x", TLS)).isTrue();
    assertThat(bucket.allows("s3:GetObject", below + "x", TLS)).isFalse();
    assertThat(bucket.denies("s3:GetObject", below + "x", Map.of("aws:SecureTransport", "false")))
        .isTrue();
    assertThat(
            bucket.denies(
                "s3:ListBucket", "arn:aws:s3:::acme-audit", Map.of("aws:SecureTransport", "false")))
        .isTrue();
    assertThat(documents.bucketPolicyWarning()).startsWith("Merge these statements");
  }

  @Test
  void theKeyIsUsedByTheRoleThroughS3Alone() {
    String statement = documents.keyPolicyStatement().orElseThrow();
    PolicyJudge key = PolicyJudge.of("[" + statement + "]");

    assertThat(key.allows("kms:GenerateDataKey", KEY, VIA_S3)).isTrue();
    assertThat(key.allows("kms:GenerateDataKey", KEY, Map.of())).isFalse();
    assertThat(key.allows("kms:CreateGrant", KEY, VIA_S3)).isFalse();
    assertThat(statement).contains("arn:aws:iam::111122223333:role/acme-waybill-export");
  }

  @Test
  void nothingNamesTheRoleWhileItsAccountIsNotKnown() {
    var bare = new SetupDocuments(Setups.newBucket());

    assertThat(bare.bucketPolicyStatements()).contains("OnlyOverTls").doesNotContain("PutObject");
    assertThat(bare.keyPolicyStatement()).isEqualTo(Optional.empty());
    assertThat(bare.notes().getFirst()).contains("accountId");
  }

  /** Whether everything that a delivery does is allowed. */
  private boolean needs(String policy) {
    PolicyJudge role = PolicyJudge.of(policy);
    return role.allows("s3:PutObject", below + "events/x.ndjson.gz", Map.of())
        && role.allows("s3:PutObjectAcl", below + ".waybill.export.log", Map.of())
        && mayEncrypt(policy);
  }

  private static boolean mayEncrypt(String policy) {
    PolicyJudge judge = PolicyJudge.of(policy);
    return judge.allows("kms:GenerateDataKey", KEY, VIA_S3)
        && judge.allows("kms:Decrypt", KEY, VIA_S3);
  }

  private boolean isOpenToTheRoleByTls(String statements) {
    PolicyJudge bucket = PolicyJudge.of(statements);
    Map<String, String> plain = Map.of("aws:SecureTransport", "false");
    return bucket.allows("s3:PutObject", below + "x", TLS)
        && bucket.allows("s3:PutObjectAcl", below + "x", TLS)
        && bucket.denies("s3:PutObject", below + "x", plain);
  }

  private static PolicyJudge withoutConditions(String policy) {
    return PolicyJudge.of(PolicyParts.withoutConditions(policy));
  }
}
