package registry_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/retrouve/retrouve/registry"
)

// fill puts into every string that v points to a canary that names its path, as
// "root:Person.Names.Full", and into everything else some value. Each pointer and
// each list gets one element.
func fill(root string, v any) {
	fillValue(root+":", reflect.ValueOf(v).Elem())
}

func fillValue(path string, v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(path)
	case reflect.Int, reflect.Int8, reflect.Int64:
		v.SetInt(7)
	case reflect.Uint8, reflect.Uint64:
		v.SetUint(1)
	case reflect.Float64:
		v.SetFloat(7.125)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fillValue(path, v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fillValue(path, v.Index(0))
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		value := reflect.New(v.Type().Elem()).Elem()
		if value.Kind() != reflect.Interface {
			fillValue(path, value)
			v.SetMapIndex(reflect.ValueOf("key").Convert(v.Type().Key()), value)
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(noon))
			return
		}
		for i := range v.NumField() {
			sep := "."
			if strings.HasSuffix(path, ":") {
				sep = ""
			}
			fillValue(path+sep+v.Type().Field(i).Name, v.Field(i))
		}
	}
}

// canaries returns every canary and every float found anywhere in v, sorted, once.
func canaries(v any) []string {
	var out []string
	walk(reflect.ValueOf(v), func(s string) {
		if strings.Contains(s, ":") {
			out = append(out, s)
		}
	})
	slices.Sort(out)
	return slices.Compact(out)
}

func walk(v reflect.Value, found func(string)) {
	switch v.Kind() {
	case reflect.String:
		found(v.String())
	case reflect.Float64:
		if v.Float() != 0 {
			found(fmt.Sprint("float:", v.Float()))
		}
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			walk(v.Elem(), found)
		}
	case reflect.Slice:
		for i := range v.Len() {
			walk(v.Index(i), found)
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			walk(v.MapIndex(k), found)
		}
	case reflect.Struct:
		if v.Type() != reflect.TypeFor[time.Time]() {
			for i := range v.NumField() {
				walk(v.Field(i), found)
			}
		}
	}
}

// filledNotice returns an open public notice of an adult with a canary in every
// string.
func filledNotice() *registry.Notice {
	n := &registry.Notice{}
	fill("notice", n)
	n.State, n.Visibility, n.AtRisk = registry.NoticeOpen, registry.VisiblePublic, false
	n.Person.Birth, n.Person.Age = partial("1980-01-01"), nil
	n.Expires = noon.Add(registry.LifeDefault)
	n.Seekers[0].ID = "" // who filed it
	return n
}

func filledReport() *registry.Report {
	r := &registry.Report{}
	fill("report", r)
	r.State, r.Condition = registry.ReportOpen, registry.ConditionSafe
	return r
}
