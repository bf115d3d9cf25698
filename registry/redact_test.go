package registry_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"log/slog"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/retrouve/retrouve/registry"
)

// redacting is one pointer to each type that must not tell a log about people.
func redacting() []any {
	return []any{
		new(registry.AskedQuery), new(registry.Moved),
		new(registry.Body),
		new(registry.MaskedReport),
		new(registry.OwnReport),
		new(registry.VerifiedNotice),
		new(registry.Candidate),
		new(registry.Card),
		new(registry.ChainReport),
		new(registry.Code),
		new(registry.Comment),
		new(registry.CommentLink),
		new(registry.Contact),
		new(registry.Contacts),
		new(registry.DecideLink),
		new(registry.Decision),
		new(registry.TakeBack), new(registry.Departure), new(registry.Arrival), new(registry.Way), new(registry.Flag), new(registry.FlagNotice), new(registry.AnswerFlags),
		new(registry.Claim), new(registry.ClaimNotice), new(registry.ClaimPage), new(registry.DeskClaim), new(registry.VerifyClaim), new(registry.Silence),
		new(registry.Thread), new(registry.Message), new(registry.OpenThread), new(registry.SendMessage), new(registry.ThreadPage),
		new(registry.ThreadMessage), new(registry.HeldMessage), new(registry.AnswerThread),
		new(registry.Flagged), new(registry.Sweep), new(registry.SweepWay), new(registry.WayCount), new(registry.WayPage),
		new(registry.DeskNotice),
		new(registry.DeskReport), new(registry.DeskStatement), new(registry.DeskFlag),
		new(registry.DeskSeeker),
		new(registry.DeskTwin),
		new(registry.DeskTwins),
		new(registry.Draft),
		new(registry.Letter), new(registry.OutboxLetter), new(registry.Parcel), new(registry.Reach), new(registry.Recovery), new(registry.LostWay), new(registry.Hook), new(registry.Delivery),
		new(registry.Email),
		new(registry.Evidence),
		new(registry.FileNotice),
		new(registry.Hit),
		new(registry.Item),
		new(registry.JoinNotice),
		new(registry.Link),
		new(registry.Looks),
		new(registry.Mailbox), new(registry.OwnMail),
		new(registry.Mark),
		new(registry.MarkLater),
		new(registry.ModeratorNotice),
		new(registry.ModeratorReport),
		new(registry.Name),
		new(registry.Notice),
		new(registry.NoticePage),
		new(registry.Organisation),
		new(registry.Origin),
		new(registry.Pair),
		new(registry.Person),
		new(registry.Phone),
		new(registry.Place),
		new(registry.PublicNotice),
		new(registry.PublicStatement),
		new(registry.Query),
		new(registry.QueueItem),
		new(registry.Reason),
		new(registry.Receipt),
		new(registry.Report),
		new(registry.ReportFound),
		new(registry.Review),
		new(registry.ReviewItem),
		new(registry.ReviewNotice),
		new(registry.SecondClose),
		new(registry.Secret),
		new(registry.Seeker),
		new(registry.SeekerLink),
		new(registry.SeekerNotice),
		new(registry.SeekerStatement),
		new(registry.Sending),
		new(registry.Sighting),
		new(registry.Source),
		new(registry.SourceReport),
		new(registry.Staff),
		new(registry.Statement),
		new(registry.Task),
		new(registry.TaskItem),
		new(registry.Thing),
		new(registry.Token),
		new(registry.Transfer),
		new(registry.Twin),
	}
}

// harmless are the structs that hold no data of people, or whose text is safe.
var harmless = strings.Fields(`Declared Confirmed Outbox Recipient Suppression Visit Age AuditEntry AuditHead AuditPage Waiting OpenWork Batch Change Checker ClockSeen ClockState HookTry Cursor DeskLink Error Event EventPlace Expect Hand Head Hold ImportPlaces
	Imported Key Moment PartialDate Point Problem Ref SeekerMove Service Span Sum Sums SystemClock Tally Urgency Viewer
	DayCount EventStats Placeholder Purge PurgeCount PurgeOptions Retention SameContact SameContact`)

func TestLogsRedact(t *testing.T) {
	for _, v := range redacting() {
		fill("canary", v)
		nameIDs(reflect.ValueOf(v).Elem())
		var out strings.Builder
		for _, h := range []slog.Handler{slog.NewTextHandler(&out, nil), slog.NewJSONHandler(&out, nil)} {
			log := slog.New(h)
			log.Info("said", "value", reflect.ValueOf(v).Elem().Interface(), "pointer", v)
			log.WithGroup("g").With("value", v).Info("said", slog.Group("h", "value", v))
		}
		if strings.Contains(out.String(), "canary") {
			t.Errorf("%T tells the log %s", v, out.String())
		}
	}
}

// nameIDs replaces the canaries of what a log may name: ids and kinds.
func nameIDs(v reflect.Value) {
	switch v.Interface().(type) {
	case registry.NoticeID, registry.OrgID, registry.ReportID, registry.StatementID, registry.LinkID, registry.TaskID, registry.FlagID, registry.Reference,
		registry.RecordID, registry.DraftKind, registry.LetterID, registry.Channel, registry.HookID, registry.ThreadID, registry.MessageID, registry.ClaimID, registry.AccountID:
		v.SetString("id")
		return
	case registry.Ref:
		v.Set(reflect.ValueOf(registry.Ref{Kind: registry.KindNotice, ID: "id"}))
		return
	}
	if v.Kind() == reflect.Struct {
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				nameIDs(v.Field(i))
			}
		}
	}
}

// TestLogsRedactAll finds the structs of the package that are in neither list.
func TestLogsRedactAll(t *testing.T) {
	known := map[string]bool{}
	for _, v := range redacting() {
		known[reflect.TypeOf(v).Elem().Name()] = true
	}
	for _, name := range harmless {
		known[name] = true
	}
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			spec, ok := n.(*ast.TypeSpec)
			if !ok {
				return true
			}
			if _, isStruct := spec.Type.(*ast.StructType); isStruct && spec.Name.IsExported() && !known[spec.Name.Name] {
				t.Errorf("%s: say whether %s may be logged", file, spec.Name.Name)
			}
			return false
		})
	}
}
