package dev.waybill.server.settings;

import java.time.Duration;

/** What one tenant, or one client, may take at most. */
public record LimitSettings(
    @Setting(
            about =
                "How many export configurations a tenant may have, and how many storage"
                    + " integrations. Tenants may have numbers of their own.",
            absent = "1000",
            least = "1",
            most = "10000")
        int exportConfigurations,
    @Setting(
            about =
                "How many wrong keys a minute may come from one address. Further wrong ones are"
                    + " answered 429, for longer and longer; right ones never are.",
            absent = "10",
            least = "1",
            most = "1000000")
        int wrongKeys,
    @Setting(
            about =
                "How many connections may be open at a time. An idle one holds no thread. Further"
                    + " ones wait until one is closed.",
            absent = "8192",
            least = "10",
            most = "1000000")
        int connections,
    @Setting(
            about =
                "For how long a client may send nothing in the middle of a request, or take nothing"
                    + " of an answer, before its connection is closed.",
            absent = "30s",
            least = "1s",
            most = "10m")
        Duration clientSilence) {}
