namespace DeepTricks.Dsl;

/// <summary>Finds hyperparameters by path, whatever the case, and knows which name was probably meant.</summary>
internal sealed class HyperparameterPaths
{
    private readonly IReadOnlyList<HyperparameterDescriptor> descriptors;
    private readonly Dictionary<string, int> indices = new(StringComparer.OrdinalIgnoreCase);

    public HyperparameterPaths(IReadOnlyList<HyperparameterDescriptor> descriptors)
    {
        this.descriptors = descriptors;
        for (int i = 0; i < descriptors.Count; i++)
        {
            indices.Add(descriptors[i].Path, i);
        }
    }

    /// <summary>The index of a path.</summary>
    /// <exception cref="HyperparameterException">There is none.</exception>
    public int Find(string path) => indices.TryGetValue(path, out int index) ? index : throw Unknown(path);

    /// <summary>Whether hyperparameters stand below a path.</summary>
    public bool IsGroup(string path) => descriptors.Any(descriptor => descriptor.Path.StartsWith(path + ".", StringComparison.OrdinalIgnoreCase));

    /// <summary>The path at an index, as declared.</summary>
    public string PathAt(int index) => descriptors[index].Path;

    /// <summary>An exception that names the nearest path.</summary>
    public HyperparameterException Unknown(string path)
    {
        string message = $"There is no hyperparameter '{path}'";
        var nearest = descriptors.MinBy(descriptor => Distance(path, descriptor.Path));
        return new HyperparameterException(path, nearest is null ? message + "." : $"{message}; the nearest is '{nearest.Path}'.");
    }

    /// <summary>Insertions, deletions and replacements of letters that make one text of the other, whatever the case (Levenshtein, 1966).</summary>
    private static int Distance(string left, string right)
    {
        // A longer text is as far away as its end is long: keeps hostile names cheap.
        left = left.Length > 200 ? left[..200] : left;
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        for (int i = 0; i < left.Length; i++)
        {
            var current = new int[right.Length + 1];
            current[0] = i + 1;
            for (int j = 0; j < right.Length; j++)
            {
                int replaced = previous[j] + (char.ToUpperInvariant(left[i]) == char.ToUpperInvariant(right[j]) ? 0 : 1);
                current[j + 1] = Math.Min(replaced, Math.Min(previous[j + 1], current[j]) + 1);
            }

            previous = current;
        }

        return previous[^1];
    }
}
