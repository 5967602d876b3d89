// The command image writes an OCI image for several platforms as one archive: an OCI layout in a tar file.
//
// It reads what goes into it as JSON from standard input. The same input gives the same bytes: files have one time, and one order.
package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/layout"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

// Description is what standard input says.
type Description struct {
	// Name is the image's own, with its tag, such as docker.io/library/app:1.0.0: what an import calls it.
	Name string `json:"name"`
	// Created is the time of the image and of each file in it, in seconds since 1970.
	Created int64 `json:"created"`
	// Config has the field names of the OCI image specification.
	Config      v1.Config         `json:"config"`
	Annotations map[string]string `json:"annotations"`
	Platforms   []Platform        `json:"platforms"`
}

// Platform is one image of the index.
type Platform struct {
	OS           string    `json:"os"`
	Architecture string    `json:"architecture"`
	Layers       [][]Entry `json:"layers"`
}

// Entry is a file, or a folder if its path ends with a slash. Its content is Text, or that of the file From.
type Entry struct {
	Path string `json:"path"`
	Mode int64  `json:"mode"`
	// Owner is the number of a user, and of a group.
	Owner int    `json:"owner"`
	Text  string `json:"text"`
	From  string `json:"from"`
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: image ARCHIVE < description.json")
		os.Exit(2)
	}
	if err := writeImage(os.Stdin, os.Args[1]); err != nil {
		fmt.Fprintf(os.Stderr, "image: %v\n", err)
		os.Exit(1)
	}
}

func writeImage(input io.Reader, archive string) error {
	var description Description
	decoder := json.NewDecoder(input)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&description); err != nil {
		return err
	}
	created := time.Unix(description.Created, 0).UTC()
	index := mutate.IndexMediaType(empty.Index, types.OCIImageIndex)
	for _, platform := range description.Platforms {
		image, err := imageFor(platform, description, created)
		if err != nil {
			return fmt.Errorf("%s/%s: %w", platform.OS, platform.Architecture, err)
		}
		index = mutate.AppendManifests(index, mutate.IndexAddendum{
			Add: image,
			Descriptor: v1.Descriptor{
				Platform: &v1.Platform{OS: platform.OS, Architecture: platform.Architecture},
			},
		})
	}
	annotated, ok := mutate.Annotations(index, description.Annotations).(v1.ImageIndex)
	if !ok {
		return fmt.Errorf("an index with annotations is no index")
	}
	return writeArchive(annotated, description.Name, archive, created)
}

func imageFor(platform Platform, description Description, created time.Time) (v1.Image, error) {
	image := mutate.ConfigMediaType(mutate.MediaType(empty.Image, types.OCIManifestSchema1), types.OCIConfigJSON)
	for _, entries := range platform.Layers {
		content, err := layerOf(entries, created)
		if err != nil {
			return nil, err
		}
		layer, err := tarball.LayerFromOpener(
			func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(content)), nil },
			tarball.WithMediaType(types.OCILayer),
		)
		if err != nil {
			return nil, err
		}
		image, err = mutate.Append(image, mutate.Addendum{Layer: layer, History: v1.History{
			Created:   v1.Time{Time: created},
			CreatedBy: "probe-storm: " + pathsOf(entries),
		}})
		if err != nil {
			return nil, err
		}
	}
	file, err := image.ConfigFile()
	if err != nil {
		return nil, err
	}
	file = file.DeepCopy()
	file.OS, file.Architecture = platform.OS, platform.Architecture
	file.Created = v1.Time{Time: created}
	file.Config = description.Config
	image, err = mutate.ConfigFile(image, file)
	if err != nil {
		return nil, err
	}
	annotated, ok := mutate.Annotations(image, description.Annotations).(v1.Image)
	if !ok {
		return nil, fmt.Errorf("an image with annotations is no image")
	}
	return annotated, nil
}

func pathsOf(entries []Entry) string {
	paths := make([]string, len(entries))
	for i, entry := range entries {
		paths[i] = "/" + entry.Path
	}
	return strings.Join(paths, " ")
}

// layerOf is compressed here, once: the library would compress it for each digest and each copy.
func layerOf(entries []Entry, created time.Time) ([]byte, error) {
	var content bytes.Buffer
	compressed, err := gzip.NewWriterLevel(&content, gzip.DefaultCompression)
	if err != nil {
		return nil, err
	}
	writer := tar.NewWriter(compressed)
	for _, entry := range entries {
		body := []byte(entry.Text)
		if entry.From != "" {
			read, err := os.ReadFile(entry.From)
			if err != nil {
				return nil, err
			}
			body = read
		}
		header := &tar.Header{
			Name: entry.Path, Mode: entry.Mode, Uid: entry.Owner, Gid: entry.Owner,
			Size: int64(len(body)), ModTime: created, Typeflag: tar.TypeReg,
		}
		if strings.HasSuffix(entry.Path, "/") {
			header.Typeflag = tar.TypeDir
		}
		if err := writer.WriteHeader(header); err != nil {
			return nil, err
		}
		if _, err := writer.Write(body); err != nil {
			return nil, err
		}
	}
	if err := writer.Close(); err != nil {
		return nil, err
	}
	if err := compressed.Close(); err != nil {
		return nil, err
	}
	return content.Bytes(), nil
}

// writeArchive packs an OCI layout. Its index.json names the one index of platforms by the annotations that containerd, Docker and podman
// look for.
func writeArchive(index v1.ImageIndex, name, archive string, created time.Time) error {
	folder, err := os.MkdirTemp("", "image-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	path, err := layout.Write(folder, empty.Index)
	if err != nil {
		return err
	}
	tag := name[strings.LastIndex(name, ":")+1:]
	if err := path.AppendIndex(index, layout.WithAnnotations(map[string]string{
		"io.containerd.image.name":          name,
		"org.opencontainers.image.ref.name": tag,
	})); err != nil {
		return err
	}
	file, err := os.Create(archive)
	if err != nil {
		return err
	}
	defer file.Close()
	if err := packFolder(file, folder, created); err != nil {
		return err
	}
	return file.Close()
}

func packFolder(output io.Writer, folder string, created time.Time) error {
	writer := tar.NewWriter(output)
	// In the order of their names.
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(folder, path)
		if err != nil {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		header := &tar.Header{
			Name: filepath.ToSlash(name), Mode: 0o644, Size: int64(len(content)), ModTime: created, Typeflag: tar.TypeReg,
		}
		if err := writer.WriteHeader(header); err != nil {
			return err
		}
		_, err = writer.Write(content)
		return err
	})
	if err != nil {
		return err
	}
	return writer.Close()
}
