namespace Shared.Reports;

/// <summary>How often samples of one class were taken for another.</summary>
/// <param name="classes">The names of the classes.</param>
/// <param name="counts">Counts: the sample's class first, what it was taken for second.</param>
internal sealed class ConfusionMatrix(IReadOnlyList<string> classes, int[,] counts)
{
    /// <summary>The names of the classes.</summary>
    public IReadOnlyList<string> Classes => classes;

    /// <summary>How many samples there were.</summary>
    public int Total => counts.Cast<int>().Sum();

    /// <summary>How many were taken for what they are.</summary>
    public int Correct => Enumerable.Range(0, classes.Count).Sum(one => counts[one, one]);

    /// <summary>The share of samples taken for what they are, from 0 to 1.</summary>
    public double Accuracy => (double)Correct / Total;

    /// <summary>How many samples of class <paramref name="shown"/> were taken for class <paramref name="takenFor"/>.</summary>
    public int this[int shown, int takenFor] => counts[shown, takenFor];

    /// <summary>The mistakes, the most frequent first.</summary>
    public IEnumerable<(string Shown, string TakenFor, int Count)> Mistakes() =>
        from shown in Enumerable.Range(0, classes.Count)
        from takenFor in Enumerable.Range(0, classes.Count)
        let count = counts[shown, takenFor]
        where shown != takenFor && count > 0
        orderby count descending
        select (classes[shown], classes[takenFor], count);
}
