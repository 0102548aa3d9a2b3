using System.Buffers;
using System.Text;
using System.Text.Json;

namespace DeepTricks.Dsl;

/// <summary>Hyperparameters as JSON: one object per group, in that of the group around it, and one number per hyperparameter.</summary>
internal static class HyperparameterJson
{
    private static readonly JsonDocumentOptions Reading = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        AllowDuplicateProperties = false,
    };

    private static readonly JsonWriterOptions Writing = new() { Indented = true, NewLine = "\n" };

    /// <summary>The values in a text, not yet checked against their ranges.</summary>
    /// <exception cref="HyperparameterException">The text is no JSON of that form, or has an unknown name.</exception>
    public static List<(int Index, double Value)> Read(string json, HyperparameterPaths paths)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Reading);
            return Read(document.RootElement, paths);
        }
        catch (JsonException exception)
        {
            throw new HyperparameterException(string.Empty, $"The hyperparameters are not valid JSON: {exception.Message}", exception);
        }
    }

    /// <summary>All values as indented JSON.</summary>
    public static string Write(IReadOnlyList<HyperparameterDescriptor> descriptors, double[] values)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            writer.WriteStartObject();
            string[] open = [];
            for (int i = 0; i < descriptors.Count; i++)
            {
                string[] path = descriptors[i].Path.Split('.');
                int common = 0;
                while (common < Math.Min(open.Length, path.Length - 1) && open[common] == path[common])
                {
                    common++;
                }

                for (int depth = open.Length; depth > common; depth--)
                {
                    writer.WriteEndObject();
                }

                foreach (string group in path[common..^1])
                {
                    writer.WriteStartObject(group);
                }

                open = path[..^1];
                if (descriptors[i].IsWhole)
                {
                    writer.WriteNumber(path[^1], (long)values[i]);
                }
                else
                {
                    writer.WriteNumber(path[^1], values[i]);
                }
            }

            foreach (string _ in open)
            {
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static List<(int Index, double Value)> Read(JsonElement root, HyperparameterPaths paths)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new HyperparameterException(string.Empty, "The hyperparameters must be a JSON object such as {\"Conv1\": {\"Filters\": 48}}.");
        }

        var read = new List<(int Index, double Value)>();
        foreach (var group in root.EnumerateObject())
        {
            if (group.Value.ValueKind != JsonValueKind.Object)
            {
                throw paths.Unknown(group.Name);
            }

            ReadGroup(group.Value, group.Name, paths, read);
        }

        return read;
    }

    private static void ReadGroup(JsonElement group, string path, HyperparameterPaths paths, List<(int Index, double Value)> read)
    {
        foreach (var item in group.EnumerateObject())
        {
            string inner = path + "." + item.Name;
            if (item.Value.ValueKind == JsonValueKind.Object && paths.IsGroup(inner))
            {
                ReadGroup(item.Value, inner, paths, read);
                continue;
            }

            int index = paths.Find(inner);
            double value = item.Value.ValueKind == JsonValueKind.Number
                ? item.Value.GetDouble()
                : throw HyperparameterSet.NotANumber(paths.PathAt(index), item.Value.ValueKind == JsonValueKind.String ? "text" : item.Value.ValueKind.ToString().ToLowerInvariant());
            if (read.Any(other => other.Index == index))
            {
                throw new HyperparameterException(paths.PathAt(index), $"'{paths.PathAt(index)}' stands in the JSON twice.");
            }

            read.Add((index, value));
        }
    }
}
