package dev.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PolicyTest {
  private static final String ID = "0a1b2c3d-1111-4222-8333-444455556666";
  private static final String TOLD =
      """
      {"data":{"setupInstructions":{"principal":"arn:aws:iam::999988887777:role/waybill",
       "externalId":"%s","egressAddresses":["203.0.113.7"],"roleNamePrefix":"acme-",
       "kmsKeyArn":null,"bucketOwnerFullControl":false}}}"""
          .formatted(ID);

  private final ScriptedServer server = new ScriptedServer();

  @TempDir private Path folder;

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void asksNoServerWhenEverythingIsGiven() {
    Ran ran =
        run(
            "--destination",
            "s3://acme-audit/p",
            "--principal",
            "arn:aws:iam::999988887777:role/waybill",
            "--external-id",
            ID,
            "--account",
            "111122223333");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(server.asked()).isEmpty();
    JsonNode json = new JsonMapper().readTree(ran.out());
    assertThat(json.at("/permissionPolicy/Statement/0/Resource").asString())
        .isEqualTo("arn:aws:s3:::acme-audit/p/*");
    assertThat(json.at("/trustPolicy/Statement/0/Principal/AWS").asString())
        .isEqualTo("arn:aws:iam::999988887777:role/waybill");
    assertThat(json.at("/bucketPolicyStatements/1/Principal/AWS").asString())
        .isEqualTo("arn:aws:iam::111122223333:role/waybill-export");
  }

  @Test
  void asksTheServerForTheIdsOfAnExport() {
    server.answering(200, TOLD);

    Ran ran = run(ID, "--destination", "s3://acme-audit/p");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(
            new JsonMapper()
                .readTree(server.asked().getFirst().body())
                .at("/variables/data")
                .toString())
        .isEqualTo("{\"destination\":\"s3://acme-audit/p\",\"configurationId\":\"" + ID + "\"}");
    JsonNode json = new JsonMapper().readTree(ran.out());
    assertThat(json.path("externalId").asString()).isEqualTo(ID);
    assertThat(json.at("/egressAddresses/0").asString()).isEqualTo("203.0.113.7");
  }

  @Test
  void takesKeyAndAclFromTheExportUnlessTheyAreGiven() {
    String key = "arn:aws:kms:us-east-1:111122223333:key/k-1";
    String told =
        TOLD.replace(
            "\"kmsKeyArn\":null,\"bucketOwnerFullControl\":false",
            "\"kmsKeyArn\":\"%s\",\"bucketOwnerFullControl\":true".formatted(key));
    server.answering(200, told).answering(200, told);

    assertThat(run(ID, "--destination", "s3://acme-audit/p").out())
        .contains("s3:PutObjectAcl", key);
    Ran given =
        run(
            ID,
            "--destination",
            "s3://acme-audit/p",
            "--kms-key",
            key.replace("k-1", "k-2"),
            "--no-bucket-owner-full-control");
    assertThat(given.exitCode()).as(given.err()).isZero();
    assertThat(given.out()).contains("key/k-2").doesNotContain("s3:PutObjectAcl", "key/k-1");
    assertThat(
            run(
                    "--destination",
                    "s3://acme-audit",
                    "--principal",
                    "arn:aws:iam::999988887777:role/waybill",
                    "--external-id",
                    ID,
                    "--bucket-owner-full-control")
                .out())
        .contains("s3:PutObjectAcl");
  }

  @Test
  void printsNothingButTheScript() {
    server.answering(200, TOLD);

    Ran ran =
        run(
            ID,
            "--destination",
            "s3://acme-audit/p",
            "--format",
            "script",
            "--create-bucket",
            "--region",
            "eu-west-1",
            "--expire-after",
            "30",
            "--interval",
            "EVERY_24_HOURS");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out())
        .startsWith("#!/usr/bin/env bash\n")
        .contains("role_name='acme-waybill-export'", "\"Days\": 30", "--evaluation-periods 48");
    assertThat(ran.err()).contains("waybill: The service comes from 203.0.113.7.");
  }

  @Test
  void printsATemplateOrAModule() {
    server.answering(200, TOLD).answering(200, TOLD);

    assertThat(run(ID, "--destination", "s3://acme-audit", "--format", "cloudformation").out())
        .startsWith("AWSTemplateFormatVersion");
    assertThat(run(ID, "--destination", "s3://acme-audit", "--format", "terraform").out())
        .contains("resource \"aws_iam_role\"");
  }

  @Test
  void saysWhatIsMissing() {
    String nobody = TOLD.replace("\"arn:aws:iam::999988887777:role/waybill\"", "null");
    server
        .answering(200, nobody)
        .answering(200, nobody)
        .answering(200, TOLD.replace('"' + ID + '"', "null"));

    Ran script = run(ID, "--destination", "s3://acme-audit", "--format", "script");
    assertThat(script.exitCode()).isOne();
    assertThat(script.out()).isEmpty();
    assertThat(script.err()).contains("setup.s3-principal");
    Ran json = run(ID, "--destination", "s3://acme-audit");
    assertThat(json.exitCode()).isZero();
    assertThat(new JsonMapper().readTree(json.out()).at("/notes/0").asString())
        .contains("setup.s3-principal");
    assertThat(run("--destination", "s3://acme-audit", "--format", "terraform").err())
        .contains("There is no external id yet");
  }

  @Test
  void refusesWhatCannotBeSetUp() {
    server.answering(200, TOLD).answering(200, TOLD);

    Ran role = run(ID, "--destination", "s3://acme-audit", "--role-name", "mine");
    assertThat(role.exitCode()).isEqualTo(2);
    assertThat(role.err()).contains("starts with 'acme-'");
    Ran days = run(ID, "--destination", "s3://acme-audit", "--expire-after", "3");
    assertThat(days.exitCode()).isEqualTo(2);
    assertThat(days.err()).contains("--create-bucket");
  }

  private Ran run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("audit", "exportConfig", "policy"));
    all.addAll(List.of(arguments));
    return Ran.against(server.address(), folder, all.toArray(String[]::new));
  }
}
