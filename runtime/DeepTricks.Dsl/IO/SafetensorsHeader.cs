using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl;

/// <summary>The JSON header of a <c>.safetensors</c> file: what each tensor is and where its bytes are.</summary>
internal sealed record SafetensorsHeader(IReadOnlyList<SafetensorsEntry> Tensors, IReadOnlyDictionary<string, string> Metadata)
{
    private const string MetadataName = "__metadata__";

    // The header itself, a tensor in it, the tensor's sizes.
    private const int Depth = 3;

    // Data starts at a multiple of 8, as the reference implementation writes it, so that it can be mapped.
    private const int Alignment = 8;

    /// <summary>Reads a header and checks that its tensors cover the data without gap or overlap.</summary>
    /// <exception cref="SafetensorsException">Anything is not as the format demands.</exception>
    public static SafetensorsHeader Parse(ReadOnlySpan<byte> text, long dataLength, string file)
    {
        try
        {
            var header = new HeaderParser(file).Parse(text);
            CheckCover(header.Tensors, dataLength, file);
            return header;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException is how the JSON reader reports text that is not valid UTF-8.
            throw new SafetensorsException(file, "the header is not valid JSON of the expected form: " + exception.Message, exception);
        }
    }

    /// <summary>The text of a header for tensors that lie one after another, padded with spaces.</summary>
    public static byte[] Text(IReadOnlyList<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { MetadataName };
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            if (metadata.Count > 0)
            {
                writer.WriteStartObject(MetadataName);
                foreach (var (key, value) in metadata)
                {
                    writer.WriteString(key, value);
                }

                writer.WriteEndObject();
            }

            long start = 0;
            foreach (var tensor in tensors)
            {
                if (!names.Add(tensor.Name))
                {
                    throw new ArgumentException($"the tensor name '{tensor.Name}' is reserved or comes twice", nameof(tensors));
                }

                long end = start + ((long)tensor.Values.Length * sizeof(float));
                WriteTensor(writer, tensor, start, end);
                start = end;
            }

            writer.WriteEndObject();
        }

        int padding = -buffer.WrittenCount & (Alignment - 1);
        buffer.GetSpan(padding)[..padding].Fill((byte)' ');
        buffer.Advance(padding);
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteTensor(Utf8JsonWriter writer, SafetensorsTensor tensor, long start, long end)
    {
        long count = tensor.Dimensions.Aggregate(1L, (product, size) => checked(product * size));
        if (count != tensor.Values.Length || tensor.Dimensions.Any(size => size < 0))
        {
            throw new ArgumentException(
                $"the tensor '{tensor.Name}' has {tensor.Values.Length} numbers, its sizes say {string.Join('x', tensor.Dimensions)}");
        }

        writer.WriteStartObject(tensor.Name);
        writer.WriteString("dtype", "F32");
        writer.WriteStartArray("shape");
        foreach (int size in tensor.Dimensions)
        {
            writer.WriteNumberValue(size);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("data_offsets");
        writer.WriteNumberValue(start);
        writer.WriteNumberValue(end);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void CheckCover(IReadOnlyList<SafetensorsEntry> tensors, long dataLength, string file)
    {
        long covered = 0;
        foreach (var tensor in tensors)
        {
            if (tensor.Start != covered)
            {
                string how = tensor.Start < covered ? "overlaps the one before it" : "leaves a gap before it";
                throw new SafetensorsException(
                    file,
                    FormattableString.Invariant($"the tensor '{tensor.Name}' starts at byte {tensor.Start} and {how}, which ends at {covered}"));
            }

            covered = tensor.End;
        }

        if (covered != dataLength)
        {
            throw new SafetensorsException(
                file, FormattableString.Invariant($"the header describes {covered} bytes of data, the file has {dataLength}"));
        }
    }

    /// <summary>Reads the header token by token, so that nothing is built that the format does not allow.</summary>
    private sealed class HeaderParser(string file)
    {
        private readonly Dictionary<string, SafetensorsEntry> tensors = new(StringComparer.Ordinal);
        private Dictionary<string, string>? metadata;

        public SafetensorsHeader Parse(ReadOnlySpan<byte> text)
        {
            if (text.IsEmpty || text[0] != (byte)'{')
            {
                throw Bad("does not start with '{'");
            }

            var json = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = Depth });
            json.Read();
            while (NextName(ref json) is { } name)
            {
                if (name == MetadataName)
                {
                    ReadMetadata(ref json);
                }
                else if (!tensors.TryAdd(name, ReadTensor(ref json, name)))
                {
                    throw Bad($"has the tensor '{name}' twice");
                }
            }

            // Anything but white space behind the object makes the reader throw.
            json.Read();
            return new SafetensorsHeader([.. tensors.Values.OrderBy(t => t.Start).ThenBy(t => t.End)], metadata ?? []);
        }

        private static string? NextName(ref Utf8JsonReader json) =>
            json.Read() && json.TokenType == JsonTokenType.PropertyName ? json.GetString() : null;

        private void ReadMetadata(ref Utf8JsonReader json)
        {
            if (metadata is not null)
            {
                throw Bad($"has {MetadataName} twice");
            }

            metadata = new Dictionary<string, string>(StringComparer.Ordinal);
            Expect(ref json, JsonTokenType.StartObject, MetadataName);
            while (NextName(ref json) is { } key)
            {
                Expect(ref json, JsonTokenType.String, MetadataName);
                if (!metadata.TryAdd(key, json.GetString()!))
                {
                    throw Bad($"has '{key}' twice in {MetadataName}");
                }
            }
        }

        private SafetensorsEntry ReadTensor(ref Utf8JsonReader json, string name)
        {
            string? type = null;
            List<long>? shape = null;
            List<long>? offsets = null;
            Expect(ref json, JsonTokenType.StartObject, name);
            while (NextName(ref json) is { } property)
            {
                switch (property)
                {
                    case "dtype" when type is null:
                        Expect(ref json, JsonTokenType.String, name);
                        type = json.GetString()!;
                        break;
                    case "shape" when shape is null:
                        shape = ReadNumbers(ref json, name);
                        break;
                    case "data_offsets" when offsets is null:
                        offsets = ReadNumbers(ref json, name);
                        break;
                    default:
                        throw Bad($"has '{property}' where it does not belong, in the tensor '{name}'");
                }
            }

            if (type is null || shape is null || offsets is not [long start, long end])
            {
                throw Bad($"lacks dtype, shape or two data_offsets of the tensor '{name}'");
            }

            CheckSpan(name, type, shape, start, end);
            return new SafetensorsEntry(name, type, shape.ToEquatableArray(), start, end);
        }

        private List<long> ReadNumbers(ref Utf8JsonReader json, string name)
        {
            var numbers = new List<long>();
            Expect(ref json, JsonTokenType.StartArray, name);
            while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            {
                if (json.TokenType != JsonTokenType.Number || !json.TryGetInt64(out long number) || number < 0)
                {
                    throw Bad($"has a size or offset that is not a whole number from 0, in the tensor '{name}'");
                }

                numbers.Add(number);
            }

            return numbers;
        }

        private void CheckSpan(string name, string type, List<long> shape, long start, long end)
        {
            int width = FloatFormats.BytesOfAny(type) ?? throw Bad($"gives the tensor '{name}' the unknown type '{type}'");
            long bytes;
            try
            {
                bytes = shape.Aggregate((long)width, (product, size) => checked(product * size));
            }
            catch (OverflowException)
            {
                throw Bad($"gives the tensor '{name}' impossible sizes: {string.Join('x', shape)}");
            }

            if (start > end || end - start != bytes)
            {
                throw Bad(string.Create(
                    CultureInfo.InvariantCulture,
                    $"places the tensor '{name}' ({type}, {string.Join('x', shape)}, {bytes} bytes) from byte {start} to {end}"));
            }
        }

        private void Expect(ref Utf8JsonReader json, JsonTokenType type, string where)
        {
            if (!json.Read() || json.TokenType != type)
            {
                throw Bad($"has a value of the wrong kind in '{where}'");
            }
        }

        private SafetensorsException Bad(string problem) => new(file, "the header " + problem);
    }
}
