// Sends two events to Waybill: go run send.go
package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"
)

func main() {
	run := fmt.Sprintf("go-%d-%d", time.Now().UnixNano(), os.Getpid()) // ids of our own: sending again stores nothing twice
	events := fmt.Sprintf(`{"eventID":"%[1]s-1","eventType":"LOGIN","eventDetails":{"user":"ada","mfa":true}}
{"eventID":"%[1]s-2","eventType":"LOGOUT","eventDetails":{"user":"ada"}}
`, run)
	client := &http.Client{Timeout: time.Minute}
	for _, wait := range []int{1, 2, 4, 8, 16, 30, 30, 30} { // seconds
		request, err := http.NewRequest("POST", os.Getenv("WAYBILL_HOST")+"/api/audit/events", strings.NewReader(events))
		if err != nil {
			fail(err.Error())
		}
		request.Header.Set("Authorization", "Bearer "+os.Getenv("WAYBILL_API_KEY"))
		request.Header.Set("Content-Type", "application/x-ndjson")
		if answer, err := client.Do(request); err == nil {
			body, err := io.ReadAll(answer.Body)
			answer.Body.Close()
			switch answer.StatusCode {
			case 429, 500, 502, 503, 504:
				if seconds, err := strconv.Atoi(answer.Header.Get("Retry-After")); err == nil {
					wait = seconds
				}
			default:
				if err == nil {
					fmt.Println(string(body))
					if answer.StatusCode != 200 || !strings.Contains(string(body), `"rejected":[]`) {
						os.Exit(1)
					}
					return
				}
			}
		}
		time.Sleep(time.Duration(wait) * time.Second)
	}
	fail("Waybill took nothing, or its answers were lost: run again with the same ids.")
}

func fail(message string) {
	fmt.Fprintln(os.Stderr, message)
	os.Exit(1)
}
