using DeepTricks.Dsl;
using DeepTricks.Dsl.Shapes;

namespace Shared;

/// <summary>Where a run's samples come from: the user's files, or the program's own drawing.</summary>
public interface ISampleSource
{
    /// <summary>The names of the classes, in the order of the labels.</summary>
    IReadOnlyList<string> Classes { get; }

    /// <summary>Finds out whether there can be samples for a network's input.</summary>
    /// <exception cref="UserErrorException">There can't; says what the input must be.</exception>
    void CheckInput(SampleShape input);

    /// <summary>Reads or draws samples to train and to test with.</summary>
    /// <param name="input">What the network takes.</param>
    /// <param name="say">Hears what is done next.</param>
    /// <param name="stop">Ends it early.</param>
    /// <exception cref="UserErrorException">A file is not what it should be; others: <see cref="UserMistakes"/>.</exception>
    (Dataset Training, Dataset Test) Read(SampleShape input, Action<string> say, CancellationToken stop);
}
